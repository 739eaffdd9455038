package io.github.ciautoscaler.page;

import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.github.ciautoscaler.reconcile.Operator;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The page at {@code /}: browsers get it, others a hint where the API is. */
@RestController
class PageController {

  /** Nothing but our own files, no script or style in the page itself, and in nobody's frame. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private static final String HINT =
      """
      gitea-ci-autoscaler. A browser gets a page here. The API:
        /api/status     sources, jobs, machines by state, cost, warnings
        /api/nodes      each machine and why it is as it is
        /api/jobs       each queued job: which machine will take it, or why none
        /api/decisions  what was done and what was not
        /v3/api-docs    everything, as an OpenAPI document
      """;

  private final TemplateEngine templates;
  private final LatestDecisions latest;
  private final Operator operator;
  private final PageSettings settings;

  PageController(
      TemplateEngine templates, LatestDecisions latest, Operator operator, PageSettings settings) {
    this.templates = templates;
    this.latest = latest;
    this.operator = operator;
    this.settings = settings;
  }

  /**
   * @param still asks for a page that does not renew itself
   */
  @GetMapping("/")
  ResponseEntity<String> page(
      @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
      @RequestParam(name = "still", required = false) @Nullable String still) {
    return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE)
        ? answer(HTML, html(still == null))
        : answer(MediaType.TEXT_PLAIN, HINT);
  }

  private String html(boolean live) {
    Overview overview = latest.overview(operator.currentPause(), settings.maximum().getAsInt());
    StringOutput html = new StringOutput(32_768);
    templates.render(
        "page.jte", Map.of("page", overview, "version", settings.version(), "live", live), html);
    return html.toString();
  }

  private static ResponseEntity<String> answer(MediaType type, String body) {
    return ResponseEntity.ok()
        .header("Content-Security-Policy", POLICY)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .contentType(type)
        .body(body);
  }

  @GetMapping(path = "/page/{name:[a-z.]+}")
  ResponseEntity<byte[]> file(@PathVariable("name") String name) {
    return PageFile.named(name)
        .map(file ->
            ResponseEntity.ok()
                .contentType(file.type())
                .cacheControl(CacheControl.noCache())
                .body(file.bytes()))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }
}
