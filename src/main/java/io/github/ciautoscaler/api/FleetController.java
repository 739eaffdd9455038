package io.github.ciautoscaler.api;

import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.reconcile.Operator;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is: open to everyone who can reach it. */
@RestController
@RequestMapping(
    path = "/api",
    produces = {MediaType.APPLICATION_JSON_VALUE, Shown.TEXT})
class FleetController {

  static final int MOST_JOBS = 10_000;

  private final LatestPass latest;
  private final DecisionLog decisions;
  private final AuditLog audit;
  private final Operator operator;
  private final ApiSettings settings;

  FleetController(
      LatestPass latest,
      DecisionLog decisions,
      AuditLog audit,
      Operator operator,
      ApiSettings settings) {
    this.latest = latest;
    this.decisions = decisions;
    this.audit = audit;
    this.operator = operator;
    this.settings = settings;
  }

  record DecisionsView(List<DecisionLog.Entry> decisions) {}

  @GetMapping("/nodes")
  ResponseEntity<?> nodes(HttpServletRequest request) {
    boolean paused = operator.currentPause() != null;
    NodesView view =
        latest
            .update()
            .map(update -> NodesView.of(update.summary(), paused))
            .orElse(NodesView.unknown(paused));
    return Shown.as(request, view, Tables::nodes);
  }

  @GetMapping("/pools")
  ResponseEntity<?> pools(HttpServletRequest request) {
    PoolsView view =
        latest
            .update()
            .map(update -> PoolsView.of(update.summary(), operator::currentPause))
            .orElse(PoolsView.unknown());
    return Shown.as(request, view, Tables::pools);
  }

  @GetMapping("/status")
  ResponseEntity<?> status(HttpServletRequest request) {
    Pause pause = operator.currentPause();
    StatusView view =
        latest
            .update()
            .map(update -> StatusView.of(update, pause, settings))
            .orElse(StatusView.unknown(settings, pause));
    return Shown.as(request, view, Tables::status);
  }

  @GetMapping("/jobs")
  ResponseEntity<?> jobs(
      @RequestParam(name = "limit", required = false) @Nullable String limit,
      HttpServletRequest request) {
    int most = Parameters.limit(limit, 1000, MOST_JOBS);
    JobsView view =
        latest
            .update()
            .map(update -> JobsView.of(update.report(), most))
            .orElse(JobsView.unknown());
    return Shown.as(request, view, Tables::jobs);
  }

  @GetMapping(path = "/audit", produces = MediaType.APPLICATION_JSON_VALUE)
  AuditView audit(@RequestParam(name = "limit", required = false) @Nullable String limit) {
    return AuditView.of(audit.newest(Parameters.limit(limit, 100, AuditLog.KEPT)));
  }

  @GetMapping(path = "/decisions", produces = MediaType.APPLICATION_JSON_VALUE)
  DecisionsView decisions(@RequestParam(name = "limit", required = false) @Nullable String limit) {
    return new DecisionsView(decisions.newest(Parameters.limit(limit, 100, DecisionLog.KEPT)));
  }
}
