package io.github.ciautoscaler.page;

import io.github.ciautoscaler.api.ForPeople;
import io.github.ciautoscaler.reconcile.Operator;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The page at {@code /}: browsers get it, others a hint where the API is. */
@RestController
@ForPeople
class PageController {

  private static final String HINT =
      """
      gitea-ci-autoscaler. A browser gets a page here. The API:
        /api/status     sources, jobs, machines by state, cost, warnings
        /api/nodes      each machine and why it is as it is
        /api/jobs       each queued job: which machine will take it, or why none
        /api/decisions  what was done and what was not
        /v3/api-docs    everything, as an OpenAPI document
      """;

  private final Html html;
  private final LatestDecisions latest;
  private final Timeline timeline;
  private final Operator operator;
  private final PageSettings settings;

  PageController(
      Html html,
      LatestDecisions latest,
      Timeline timeline,
      Operator operator,
      PageSettings settings) {
    this.html = html;
    this.latest = latest;
    this.timeline = timeline;
    this.operator = operator;
    this.settings = settings;
  }

  /**
   * @param still asks for a page that does not renew itself
   */
  @GetMapping("/")
  ResponseEntity<String> page(
      HttpServletRequest request,
      @RequestParam(name = "still", required = false) @Nullable String still) {
    if (!Html.isWanted(request)) {
      return ResponseEntity.ok()
          .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
          .contentType(MediaType.TEXT_PLAIN)
          .body(HINT);
    }
    Overview overview = latest.overview(operator.currentPause(), settings.maximum().getAsInt());
    return html.page(
        HttpStatus.OK,
        "page",
        request,
        Map.of("page", overview, "lanes", timeline.lanes(), "live", still == null));
  }
}
