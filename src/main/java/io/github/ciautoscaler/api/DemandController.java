package io.github.ciautoscaler.api;

import java.util.Set;
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

  DemandController(LatestPass latest) {
    this.latest = latest;
  }

  @GetMapping
  DemandView demand(@RequestParam(name = "labels", required = false) @Nullable String labels) {
    return latest
        .update()
        .filter(update -> !latest.isSilentFor(DemandView.MAX_AGE))
        .flatMap(update -> DemandView.of(update.report().fleet(), labels(labels)))
        .orElseThrow(() ->
            new ProblemException(
                    ProblemKind.UNAVAILABLE, "The forge's jobs are not known now; ask again.")
                .with(HttpHeaders.RETRY_AFTER, "10"));
  }

  private static Set<String> labels(@Nullable String text) {
    return Stream.of((text == null ? "" : text).split(",", -1))
        .map(String::strip)
        .filter(label -> !label.isEmpty())
        .collect(Collectors.toSet());
  }
}
