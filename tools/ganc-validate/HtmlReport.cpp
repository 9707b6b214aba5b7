// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tools/ganc-validate/Plot.h"
#include "tools/ganc-validate/Report.h"

#include <fmt/format.h>

namespace ganc {
namespace {

constexpr const char *style = R"(
body { font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; color: #111827; background: #fff;
       max-width: 1100px; margin: 2rem auto; padding: 0 1.2rem; }
h1 { font-size: 1.6rem; margin: 0 0 .2rem; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; }
p { margin: .3rem 0; } .quiet { color: #4b5563; } code { font-size: .92em; white-space: nowrap; }
.verdict { display: inline-block; padding: .1rem .7rem; border: 2px solid; border-radius: .4rem;
           font-weight: 600; margin: .5rem 0; }
.within { color: #166534; } .outside { color: #b42318; font-weight: 600; } .unjudged { color: #4b5563; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; font-variant-numeric: tabular-nums; }
th { text-align: left; border-bottom: 2px solid #374151; padding: .25rem .5rem; vertical-align: bottom; }
td { border-bottom: 1px solid #e5e7eb; padding: .25rem .5rem; vertical-align: top; }
td:last-child { min-width: 7.5rem; }
td.number, th.number { text-align: right; white-space: nowrap; }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(420px, 1fr)); gap: 1.4rem; }
figure { margin: 0; break-inside: avoid; } figcaption { font-size: .92rem; font-weight: 600; }
figcaption span { font-weight: 400; font-size: .85rem; display: block; } svg { width: 100%; height: auto; }
ul { padding-left: 1.2rem; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } tr { break-inside: avoid; }
               .plots { grid-template-columns: 1fr 1fr; gap: .8rem; } }
)";

std::string escaped(const std::string &text) {
  std::string out;
  for (char c : text)
    out += c == '&'   ? "&amp;"
           : c == '<' ? "&lt;"
           : c == '>' ? "&gt;"
           : c == '"' ? "&quot;"
                      : std::string(1, c);
  return out;
}

const char *classOf(Verdict verdict) {
  return verdict == Verdict::within ? "within" : verdict == Verdict::outside ? "outside" : "unjudged";
}

std::string number(const std::optional<Estimate> &estimate) {
  return estimate ? fmt::format("{:.4g} &plusmn; {:.2g}", estimate->value, estimate->error) : "";
}

std::string sampleRow(const std::string &letter, const SampleSummary &sample) {
  return fmt::format("<tr><td><b>{}</b></td><td><code>{}</code></td><td class='number'>{}</td>"
                     "<td class='number'>{:g} &ndash; {:g}</td><td class='number'>{}</td></tr>\n",
                     letter, escaped(sample.file), sample.showers, sample.lowestEnergy, sample.highestEnergy,
                     sample.duplicates);
}

std::string samples(const Report &report) {
  std::string html = "<h2>Samples</h2>\n<table><tr><th></th><th>file</th><th class='number'>showers</th>"
                     "<th class='number'>primary energy / GeV</th><th class='number'>duplicates</th></tr>\n";
  html += sampleRow("A", report.a) + sampleRow("B", report.b);
  for (std::size_t k = 0; k < report.floor.size(); ++k)
    html += sampleRow(floorLabel(k), report.floor[k]);
  return html + "</table>\n";
}

std::string figureRow(const Figure &figure, const Judgement &judgement, bool withFloor) {
  std::string sigmas = judgement.sigmas ? fmt::format("{:.1f}", *judgement.sigmas) : "";
  std::string html = fmt::format("<tr><td>{} <code class='quiet'>{}</code></td>"
                                 "<td class='number'>{}</td><td class='number'>{}</td>",
                                 figure.title, figure.name, number(figure.meanA), number(figure.meanB));
  // A count has no error.
  std::string distance =
      figure.error > 0 ? number(Estimate{figure.value, figure.error}) : fmt::format("{:g}", figure.value);
  html += fmt::format("<td class='number'>{}</td><td>{}</td><td class='number'>{}</td>", distance,
                      figure.distance, sigmas);
  if (withFloor)
    html += fmt::format("<td class='number'>{}</td>", number(judgement.floor));
  return html + fmt::format("<td class='{}'>{}</td></tr>\n", classOf(judgement.verdict), judgement.text);
}

std::string figures(const Report &report) {
  bool withFloor = !report.floor.empty();
  std::string html =
      "<h2>Figures of merit</h2>\n<table><thead><tr><th>observable</th>"
      "<th class='number'>mean A</th><th class='number'>mean B</th><th class='number'>distance</th>"
      "<th>being the</th><th class='number'>sigma</th>";
  html += withFloor ? "<th class='number'>floor</th>" : "";
  html += "<th>verdict</th></tr></thead><tbody>\n";
  for (std::size_t k = 0; k < report.figures.size(); ++k)
    html += figureRow(report.figures[k], report.judgements[k], withFloor);
  return html +
         "</tbody></table>\n<p class='quiet'>Distances are taken on residuals in bins of primary energy, so "
         "that they are blind to how the energies of the samples fell. Sigma is that of a two-sided normal "
         "test of the same probability, for this figure alone; verdicts take the number of figures into "
         "account (Holm).</p>\n";
}

std::string plots(const Report &report) {
  std::string html =
      "<h2>Distributions and profiles</h2>\n<p class='quiet'>Gray: A, the band is its statistical "
      "error. Blue: B with its error. Below: B / A; points outside of the panel are not drawn.</p>\n"
      "<div class='plots'>\n";
  for (std::size_t k = 0; k < report.figures.size(); ++k) {
    const Figure &figure = report.figures[k];
    const Judgement &judgement = report.judgements[k];
    if (figure.curve.a.empty())
      continue;
    html += fmt::format("<figure><figcaption>{} <span class='{}'>{}</span></figcaption>\n{}</figure>\n",
                        figure.title, classOf(judgement.verdict), judgement.text, plotSvg(figure.curve));
  }
  return html + "</div>\n";
}

std::string notes(const Report &report) {
  if (report.notes.empty())
    return "";
  std::string html = "<h2>Notes</h2>\n<ul>\n";
  for (const std::string &note : report.notes)
    html += "<li>" + escaped(note) + "</li>\n";
  return html + "</ul>\n";
}

} // namespace

std::string htmlReport(const Report &report) {
  std::string html = "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'>"
                     "<meta name='viewport' content='width=device-width'><title>Shower validation</title>\n";
  html += fmt::format("<style>{}</style></head><body>\n<h1>Shower validation</h1>\n", style);
  html += fmt::format("<p class='quiet'>{}{} &times; {} &times; {} cells; {}{}.</p>\n",
                      report.generator.empty() ? "" : escaped(report.generator) + "; ", report.grid.x,
                      report.grid.y, report.grid.z, report.paired ? "paired; " : "", basisText(report));
  html += fmt::format("<p class='verdict {}'>{}</p>\n", report.passed() ? "within" : "outside",
                      report.passed() ? "&#10003; passed" : "&#10007; failed");
  return html + samples(report) + notes(report) + figures(report) + plots(report) + "</body></html>\n";
}

} // namespace ganc
