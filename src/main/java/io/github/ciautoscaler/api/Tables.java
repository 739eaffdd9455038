package io.github.ciautoscaler.api;

import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the API shows, as text for people in a terminal. */
final class Tables {

  private Tables() {}

  static String nodes(NodesView view) {
    TextTable table =
        new TextTable(
            "NAME",
            "POOL",
            "STATE",
            "SINCE",
            "JOBS",
            "SERVER",
            "PAID FOR",
            "GOES IN",
            "COST",
            "WHY");
    Instant now = view.observedAt();
    for (NodesView.NodeView node : view.nodes()) {
      NodesView.BillingView bill = node.billing();
      table.row(
          node.name(),
          node.pool(),
          node.state(),
          Ages.between(node.since(), now),
          node.jobs().stream().map(NodesView.JobView::name).collect(Collectors.joining(",")),
          node.server() == null ? null : node.server().type() + "@" + node.server().location(),
          bill == null ? null : Ages.between(now, bill.paidUntil()),
          bill == null ? null : goesIn(now, bill.removableFrom()),
          bill == null ? null : bill.costSoFar(),
          said(node.reason()));
    }
    return table.text();
  }

  private static @Nullable String goesIn(@Nullable Instant now, @Nullable Instant from) {
    return now != null && from != null && from.isBefore(now) ? "now" : Ages.between(now, from);
  }

  static String jobs(JobsView view) {
    TextTable table =
        new TextTable("ID", "NAME", "REPOSITORY", "LABELS", "STANDING", "MACHINE", "WHY");
    view.jobs()
        .forEach(job ->
            table.row(
                job.id(),
                job.name(),
                job.repository(),
                String.join(",", job.labels()),
                job.serving(),
                job.machine(),
                said(job.reason())));
    return table.text();
  }

  static String pools(PoolsView view) {
    TextTable table =
        new TextTable(
            "NAME", "MACHINES", "MIN", "MAX", "BUSY", "IDLE", "COMING", "WANTED", "WHY NO MORE");
    for (PoolsView.PoolView pool : view.pools()) {
      PoolsView.LimitsView limits = pool.limits();
      table.row(
          pool.name(),
          pool.machines().values().stream().mapToInt(Integer::intValue).sum(),
          limits == null ? null : limits.min(),
          limits == null ? null : limits.max(),
          pool.slots().busy(),
          pool.slots().idle(),
          pool.slots().coming(),
          pool.slots().wanted(),
          said(pool.reason()));
    }
    return table.text();
  }

  static String status(StatusView view) {
    TextTable facts = new TextTable("WHAT", "VALUE");
    facts.row("version", view.version()).row("mode", view.mode()).row("leader", view.leader());
    facts.row("paused", view.pause() == null ? "no" : paused(view.pause()));
    if (view.jobs() != null) {
      facts
          .row("queued jobs", view.jobs().queued())
          .row("blocked jobs", view.jobs().blocked())
          .row("running jobs", view.jobs().running())
          .row("unservable jobs", view.jobs().unservable());
    }
    if (view.nodes() != null) {
      facts.row("machines", view.nodes().total() + " of " + view.nodes().maximum());
    }
    if (view.cost() != null) {
      facts.row("cost an hour", money(view.cost().perHour(), view.cost().currency()));
      facts.row("cost today", money(view.cost().today(), view.cost().currency()));
    }
    facts.row("foreign servers", view.foreignServers().size());
    view.missingPermissions().forEach(right -> facts.row("missing right", right.permission()));
    return facts.text() + sources(view) + warnings(view);
  }

  static String why(WhyView view) {
    TextTable facts = new TextTable("WHAT", "VALUE");
    facts.row("subject", view.subject()).row("reason", said(view.reason()));
    facts.row("changed by", view.reason() == null ? null : view.reason().change());
    view.facts().forEach(fact -> facts.row(fact.name(), fact.value()));
    facts.row("next", view.next().what()).row("next at", view.next().at());
    TextTable rules = new TextTable("", "RULE", "QUESTION", "ANSWER", "WHY");
    view.rules()
        .forEach(rule ->
            rules.row(
                rule.decides() ? ">" : " ",
                rule.rule(),
                rule.question(),
                rule.answer(),
                said(rule.reason())));
    return facts.text() + "\n" + rules.text();
  }

  private static String sources(StatusView view) {
    if (view.lastPass() == null) {
      return "";
    }
    TextTable table = new TextTable("SOURCE", "OK", "AGE", "PROBLEM");
    view.lastPass()
        .sources()
        .forEach(source ->
            table.row(
                source.name(),
                source.ok() ? "yes" : "NO",
                Ages.between(source.asOf(), view.observedAt()),
                source.problem()));
    return "\n" + table.text();
  }

  private static String warnings(StatusView view) {
    if (view.warnings().isEmpty()) {
      return "";
    }
    TextTable table = new TextTable("WARNING", "WHAT TO MEND");
    view.warnings().forEach(warning -> table.row(warning.code(), warning.message()));
    return "\n" + table.text();
  }

  private static String paused(StatusView.PauseView pause) {
    return "until " + (pause.until() == null ? "resume" : pause.until());
  }

  private static @Nullable String money(@Nullable String amount, @Nullable String currency) {
    return amount == null ? null : amount + " " + currency;
  }

  private static @Nullable String said(@Nullable ReasonView reason) {
    return reason == null ? null : reason.code() + ": " + reason.message();
  }
}
