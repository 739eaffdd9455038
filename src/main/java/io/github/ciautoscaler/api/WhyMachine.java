package io.github.ciautoscaler.api;

import io.github.ciautoscaler.api.WhyView.FactView;
import io.github.ciautoscaler.api.WhyView.NextView;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.Explainer;
import io.github.ciautoscaler.report.Bill;
import io.github.ciautoscaler.report.MachineSummary;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a machine stays or goes. */
final class WhyMachine {

  private WhyMachine() {}

  static WhyView of(MachineSummary summary, Instant now, Explainer explainer) {
    return new WhyView(
        now,
        summary.name(),
        WhyView.reason(summary.reason()),
        facts(summary),
        WhyView.rules(explainer.machine(summary.machine())),
        next(summary, explainer));
  }

  private static List<FactView> facts(MachineSummary summary) {
    Machine machine = summary.machine();
    Facts facts =
        new Facts()
            .add("state", summary.state().word())
            .add("since", summary.since())
            .add("pool", summary.pool())
            .add("slots", machine.slots().count());
    machine.jobs().forEach(job -> facts.add("job", said(job)));
    facts.add("server", said(machine.server())).add("node", said(machine.node()));
    machine.runners().forEach(row -> facts.add("runner", said(row)));
    facts.add("drained", machine.isDrained() ? "by a person" : null);
    addBill(summary.bill(), facts);
    return facts.all();
  }

  private static void addBill(@Nullable Bill bill, Facts facts) {
    if (bill != null) {
      facts.add("paidUntil", bill.paidUntil()).add("removableFrom", bill.removableFrom());
      facts.add(
          "costSoFar",
          bill.soFar() == null ? null : Money.text(bill.soFar()) + " " + bill.currency());
    }
  }

  static String said(Job job) {
    String repository = job.run().repository();
    return job.id() + ", " + job.name() + (repository == null ? "" : ", of " + repository);
  }

  private static String said(@Nullable Server server) {
    return server == null
        ? "none"
        : server.id()
            + ", "
            + server.offering().serverType()
            + " at "
            + server.offering().location()
            + ", "
            + server.status();
  }

  private static String said(@Nullable Node node) {
    return node == null ? "none" : node.isReady() ? "Ready" : "not Ready";
  }

  private static String said(Runner row) {
    return row.name()
        + (row.online() ? ", online" : ", offline")
        + (row.disabled() ? ", disabled" : "");
  }

  private static NextView next(MachineSummary summary, Explainer explainer) {
    Machine machine = summary.machine();
    return switch (machine.phase()) {
      case Phase.Launching _ ->
          new NextView(
              "It serves when a runner of it registers; else it is given up.",
              explainer.givenUpAt(machine).orElse(null));
      case Phase.InService _ -> inService(summary);
      case Phase.Terminating(var step, _, _, _, _) ->
          new NextView(
              switch (step) {
                case DISABLING -> "Its pods are evicted when two looks have shown no job.";
                case DRAINING -> "Its server is deleted when its pods are gone.";
                case DELETING ->
                    "Its runner rows and its Node are deleted when its server is gone.";
              },
              null);
    };
  }

  private static NextView inService(MachineSummary summary) {
    if (!summary.machine().jobs().isEmpty()) {
      return new NextView("It is idle when its last job ends.", null);
    }
    Bill bill = summary.bill();
    if (bill != null && bill.removableFrom() != null) {
      return new NextView(
          "Its termination may begin, unless a job takes it or something keeps it.",
          bill.removableFrom());
    }
    return new NextView(
        summary.reason() == null ? "It stays." : summary.reason().code().change(), null);
  }
}
