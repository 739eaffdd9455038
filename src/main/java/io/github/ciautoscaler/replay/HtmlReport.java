package io.github.ciautoscaler.replay;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** A comparison as one page of HTML with pictures, which needs nothing beside itself. */
final class HtmlReport {

  private static final String STYLE =
      """
      body { font: 15px/1.4 system-ui, sans-serif; max-width: 960px; margin: 2em auto; padding: 0 1em; }
      svg { width: 100%; background: #fff; border: 1px solid #ccc; margin-bottom: 1em; }
      svg text { font-size: 12px; fill: #222; } svg text.on { font-weight: 600; }
      .grid { stroke: #e4e4e4; } .mark { stroke: #222; stroke-dasharray: 4 3; }
      pre { overflow-x: auto; font-size: 11px; } i { display: inline-block; width: 1em; height: 1em; }
      """;

  /** Apart also for who sees fewer colours. */
  private static final List<String> COLORS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#555555");

  private static final List<String> WORDS = List.of("Busy", "Idle", "Provisioning", "Leaving");
  private static final List<String> WORD_COLORS =
      List.of("#0072b2", "#a6cee3", "#e69f00", "#999999");

  /** Most columns of a picture over time. */
  private static final int COLUMNS = 800;

  private static final int POINTS = 200;

  private final Comparison found;
  private final List<Measured> policies;

  private HtmlReport(Comparison found) {
    this.found = found;
    this.policies = found.policies();
  }

  static String of(Comparison found) {
    return new HtmlReport(found).page();
  }

  private String page() {
    String title = "Replay of " + escaped(found.trace().name());
    StringJoiner page = new StringJoiner("\n");
    page.add("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    page.add("<title>" + title + "</title><style>" + STYLE + "</style></head><body>");
    page.add("<h1>" + title + "</h1><pre>" + escaped(TextReport.of(found)) + "</pre>");
    page.add("<h2>Paid hours</h2><p>The dark part ran jobs. Dashed: what nobody goes below.</p>");
    page.add(bars());
    page.add("<h2>Wait and cost</h2><p>Further down is cheaper, further left is faster.</p>");
    page.add(frontier());
    page.add("<h2>Waits</h2><p>How many jobs waited no longer than that.</p>" + legend());
    page.add(waits());
    page.add("<h2>Machines over time</h2>" + words());
    policies.forEach(policy -> page.add("<h3>" + name(policy) + "</h3>" + machines(policy)));
    return page.add("</body></html>\n").toString();
  }

  private String bars() {
    Bounds bounds = found.bounds();
    double most = policies.stream().mapToDouble(HtmlReport::hours).max().orElse(1);
    Svg svg = new Svg(60 + 34 * policies.size(), most * 1.02, 1);
    for (int i = 0; i < policies.size(); i++) {
      Measured policy = policies.get(i);
      double busy = hours(policy) * (1 - policy.mean(Figures::paidIdleShare));
      svg.bar(0, hours(policy), i, policies.size(), "#a6cee3");
      svg.bar(0, busy, i, policies.size(), "#0072b2");
      svg.label(i, policies.size(), name(policy) + format(": %.0f h", hours(policy)));
    }
    svg.mark(bounds.bootWait(), "LB(90)").mark(bounds.noWait(), "LB(0)");
    return svg.done();
  }

  private String frontier() {
    double most = policies.stream().mapToDouble(HtmlReport::hours).max().orElse(1);
    double longest = policies.stream().mapToDouble(policy -> wait(policy, 0.95)).max().orElse(1);
    Svg svg = new Svg(320, longest * 1.1, most * 1.05).axes("p95 wait in s", "paid hours");
    for (int i = 0; i < policies.size(); i++) {
      Measured policy = policies.get(i);
      svg.dot(wait(policy, 0.95), hours(policy), name(policy), color(i));
    }
    return svg.done();
  }

  private String waits() {
    double longest = policies.stream().mapToDouble(policy -> wait(policy, 0.99)).max().orElse(1);
    Svg svg = new Svg(300, longest * 1.05, 100).axes("wait in s", "% of the jobs");
    for (int i = 0; i < policies.size(); i++) {
      StringJoiner points = new StringJoiner(" ");
      for (int point = 1; point <= POINTS; point++) {
        double share = 0.99 * point / POINTS;
        points.add(format("%.1f,%.1f", svg.x(wait(policies.get(i), share)), svg.y(100 * share)));
      }
      svg.line(points.toString(), color(i));
    }
    return svg.done();
  }

  private String machines(Measured policy) {
    List<Course.Sample> samples = policy.course().samples();
    int each = Math.max(1, Math.ceilDiv(samples.size(), COLUMNS));
    double days = samples.size() * policy.course().step().toMinutes() / (24.0 * 60);
    int peak = samples.stream().mapToInt(Course.Sample::all).max().orElse(1);
    Svg svg = new Svg(200, days, peak).axes("days", "machines");
    for (int part = WORDS.size() - 1; part >= 0; part--) {
      svg.area(outline(svg, samples, each, part, days), WORD_COLORS.get(part));
    }
    return svg.done();
  }

  /** From zero up to this part and those below it, on average over each column. */
  private static String outline(
      Svg svg, List<Course.Sample> samples, int each, int part, double days) {
    StringJoiner points = new StringJoiner(" ");
    points.add(format("%.1f,%.1f", svg.x(0), svg.y(0)));
    for (int from = 0; from < samples.size(); from += each) {
      List<Course.Sample> column = samples.subList(from, Math.min(samples.size(), from + each));
      double height = column.stream().mapToInt(sample -> upTo(sample, part)).average().orElse(0);
      points.add(format("%.1f,%.1f", svg.x(days * from / samples.size()), svg.y(height)));
    }
    return points.add(format("%.1f,%.1f", svg.x(days), svg.y(0))).toString();
  }

  private static int upTo(Course.Sample sample, int part) {
    return sample.parts().subList(0, part + 1).stream().mapToInt(Integer::intValue).sum();
  }

  private String legend() {
    StringJoiner text = new StringJoiner(" &nbsp; ", "<p>", "</p>");
    for (int i = 0; i < policies.size(); i++) {
      text.add("<i style=\"background:" + color(i) + "\"></i> " + name(policies.get(i)));
    }
    return text.toString();
  }

  private static String words() {
    StringJoiner text = new StringJoiner(" &nbsp; ", "<p>", "</p>");
    for (int i = 0; i < WORDS.size(); i++) {
      text.add("<i style=\"background:" + WORD_COLORS.get(i) + "\"></i> " + WORDS.get(i));
    }
    return text.toString();
  }

  private static double hours(Measured policy) {
    return policy.mean(Figures::billedHours);
  }

  private static double wait(Measured policy, double share) {
    return policy.mean(run -> run.waits().quantile(share));
  }

  private static String color(int index) {
    return COLORS.get(index % COLORS.size());
  }

  private static String name(Measured policy) {
    return escaped(policy.name());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
