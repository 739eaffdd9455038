package io.github.ciautoscaler.api;

import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.report.FleetUpdate;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How much work there is, as one number that KEDA can read. */
@RestController
@RequestMapping(path = "/api/demand", produces = MediaType.APPLICATION_JSON_VALUE)
class DemandController {

  private final LatestPass latest;
  private final Explanations explanations = new Explanations();

  DemandController(LatestPass latest) {
    this.latest = latest;
  }

  @GetMapping
  DemandView demand(
      @RequestParam(name = "labels", required = false) @Nullable String labels,
      @RequestParam(name = "pool", required = false) @Nullable String pool,
      @RequestParam(name = "scope", required = false) @Nullable String scope) {
    Predicate<Job> asked = fitting(labels(labels)).and(within(scope));
    return latest
        .update()
        .filter(update -> !latest.isSilentFor(DemandView.MAX_AGE))
        .map(FleetUpdate::report)
        .flatMap(report -> DemandView.of(report.fleet(), asked.and(of(pool, report))))
        .orElseThrow(() ->
            new ProblemException(
                    ProblemKind.UNAVAILABLE, "The forge's jobs are not known now; ask again.")
                .with(HttpHeaders.RETRY_AFTER, "10"));
  }

  private static Predicate<Job> fitting(Set<String> labels) {
    return job -> labels.isEmpty() || labels.containsAll(job.labels());
  }

  /** Those of one part of the forge. */
  private static Predicate<Job> within(@Nullable String text) {
    if (text == null) {
      return job -> true;
    }
    ForgeScope scope = ForgeScope.parse(text.strip());
    if (scope == null) {
      throw new ProblemException(
          ProblemKind.INVALID_REQUEST,
          "The scope is none; write scope=admin, org:NAME, user:NAME or repo:OWNER/NAME.");
    }
    return job -> scope.covers(job.run().repository());
  }

  /** Those that a pool's machines serve, by their labels and by the repository. */
  private Predicate<Job> of(@Nullable String pool, PassReport report) {
    if (pool == null) {
      return job -> true;
    }
    return explanations
        .of(report)
        .servedBy(pool)
        .orElseThrow(() ->
            new ProblemException(
                ProblemKind.NOT_FOUND, "There is no such pool; /api/pools lists all."));
  }

  private static Set<String> labels(@Nullable String text) {
    return Stream.of((text == null ? "" : text).split(",", -1))
        .map(String::strip)
        .filter(label -> !label.isEmpty())
        .collect(Collectors.toSet());
  }
}
