package io.github.ciautoscaler.api;

import io.github.ciautoscaler.api.WhyView.FactView;
import io.github.ciautoscaler.api.WhyView.NextView;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.plan.Assignment;
import io.github.ciautoscaler.plan.Explainer;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.report.FleetUpdate;
import io.github.ciautoscaler.report.MachineSummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a job waits, or where it runs. */
final class WhyJob {

  private final FleetUpdate update;
  private final long id;

  WhyJob(FleetUpdate update, long id) {
    this.update = update;
    this.id = id;
  }

  /** Empty of one that neither waits nor runs. */
  Optional<WhyView> view(Explainer explainer) {
    return update.report().plan().jobs().stream()
        .filter(assignment -> assignment.job().id() == id)
        .findFirst()
        .map(assignment -> queued(assignment, explainer))
        .or(this::running);
  }

  private WhyView queued(Assignment assignment, Explainer explainer) {
    return new WhyView(
        update.summary().at(),
        String.valueOf(id),
        ReasonView.of(assignment.reason()),
        facts(assignment.job(), assignment.standing().name(), assignment.machine()),
        WhyView.rules(explainer.job(assignment)),
        next(assignment, explainer));
  }

  private List<FactView> facts(Job job, String standing, @Nullable String machine) {
    Instant since = update.report().fleet().conditions().jobs().queuedSince().get(job.labels());
    return new Facts()
        .add("job", WhyMachine.said(job))
        .add("url", job.url())
        .add("labels", String.join(", ", job.labels().stream().sorted().toList()))
        .add("standing", standing)
        .add("machine", machine)
        .add("jobsWithTheseLabelsWaitSince", since)
        .all();
  }

  private NextView next(Assignment assignment, Explainer explainer) {
    String name = assignment.machine();
    return switch (assignment.standing()) {
      case FREE_RUNNER -> new NextView(name + " is expected to take it at once.", null);
      case PROVISIONING, LAUNCHED ->
          new NextView(
              name + " is expected to take it when it serves; given up at this time otherwise.",
              machine(name).flatMap(one -> explainer.givenUpAt(one.machine())).orElse(null));
      case WAITS, UNSERVABLE, IGNORED -> new NextView(assignment.reason().code().change(), null);
    };
  }

  private Optional<MachineSummary> machine(@Nullable String name) {
    return update.summary().machines().stream().filter(one -> one.name().equals(name)).findFirst();
  }

  private Optional<WhyView> running() {
    return update.report().fleet().seen().running().known().orElse(List.of()).stream()
        .filter(job -> job.id() == id)
        .findFirst()
        .map(this::runs);
  }

  private WhyView runs(Job job) {
    String machine =
        update.summary().machines().stream()
            .filter(one -> one.machine().jobs().stream().anyMatch(its -> its.id() == id))
            .map(MachineSummary::name)
            .findFirst()
            .orElse("a runner that is no machine of ours");
    return new WhyView(
        update.summary().at(),
        String.valueOf(id),
        ReasonView.of(new Reason(Reason.Code.RUNNING_JOB, "It runs on " + machine + ".")),
        facts(job, "RUNNING", machine),
        List.of(),
        new NextView(Reason.Code.RUNNING_JOB.change(), null));
  }
}
