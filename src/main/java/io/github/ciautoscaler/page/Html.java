package io.github.ciautoscaler.page;

import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.github.ciautoscaler.api.Seats;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Fills the templates, and says what a browser may do with what comes of it. */
final class Html {

  /** Nothing but our own files, no script or style in the page itself, and in nobody's frame. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private final TemplateEngine templates;
  private final Seats seats;
  private final PageSettings settings;

  Html(TemplateEngine templates, Seats seats, PageSettings settings) {
    this.templates = templates;
    this.seats = seats;
    this.settings = settings;
  }

  static boolean isWanted(HttpServletRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
  }

  /**
   * @param template its name, without the ending
   * @param values what it shows, beside the shell
   */
  ResponseEntity<String> page(
      HttpStatus status, String template, HttpServletRequest request, Map<String, ?> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("shell", new Shell(settings.version(), seats.of(request), seats.canSignIn()));
    StringOutput html = new StringOutput(32_768);
    templates.render(template + ".jte", all, html);
    return ResponseEntity.status(status)
        .header("Content-Security-Policy", POLICY)
        // Without it a browser would not say to ourselves either whose form it sends.
        .header("Referrer-Policy", "same-origin")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .contentType(HTML)
        .body(html.toString());
  }

  static ResponseEntity<String> go(String to) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(to)).body("");
  }
}
