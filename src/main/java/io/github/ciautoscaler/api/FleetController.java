package io.github.ciautoscaler.api;

import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.reconcile.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is: open to everyone who can reach it. */
@RestController
@RequestMapping(path = "/api", produces = MediaType.APPLICATION_JSON_VALUE)
class FleetController {

  static final int MOST_JOBS = 10_000;

  private final LatestPass latest;
  private final DecisionLog decisions;
  private final Operator operator;
  private final ApiSettings settings;

  FleetController(
      LatestPass latest, DecisionLog decisions, Operator operator, ApiSettings settings) {
    this.latest = latest;
    this.decisions = decisions;
    this.operator = operator;
    this.settings = settings;
  }

  record DecisionsView(List<DecisionLog.Entry> decisions) {}

  @GetMapping("/nodes")
  NodesView nodes() {
    boolean paused = operator.currentPause() != null;
    return latest
        .update()
        .map(update -> NodesView.of(update.summary(), paused))
        .orElse(NodesView.unknown(paused));
  }

  @GetMapping("/pools")
  PoolsView pools() {
    return latest
        .update()
        .map(update -> PoolsView.of(update.summary(), operator::currentPause))
        .orElse(PoolsView.unknown());
  }

  @GetMapping("/status")
  StatusView status() {
    Pause pause = operator.currentPause();
    return latest
        .update()
        .map(update -> StatusView.of(update, pause, settings))
        .orElse(StatusView.unknown(settings, pause));
  }

  @GetMapping("/jobs")
  JobsView jobs(@RequestParam(name = "limit", required = false) @Nullable String limit) {
    int most = Parameters.limit(limit, 1000, MOST_JOBS);
    return latest
        .update()
        .map(update -> JobsView.of(update.report(), most))
        .orElse(JobsView.unknown());
  }

  @GetMapping("/decisions")
  DecisionsView decisions(@RequestParam(name = "limit", required = false) @Nullable String limit) {
    return new DecisionsView(decisions.newest(Parameters.limit(limit, 100, DecisionLog.KEPT)));
  }
}
