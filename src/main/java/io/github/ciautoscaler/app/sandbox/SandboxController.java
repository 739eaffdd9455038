package io.github.ciautoscaler.app.sandbox;

import io.github.ciautoscaler.sandbox.Sandbox;
import io.github.ciautoscaler.sandbox.wire.Request;
import io.github.ciautoscaler.sandbox.wire.Response;
import io.github.ciautoscaler.settings.SandboxScenario;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The sandbox's control endpoints on the application's own port; not there without a sandbox. */
@RestController
final class SandboxController {

  private final ObjectProvider<Sandbox> sandbox;

  SandboxController(ObjectProvider<Sandbox> sandbox) {
    this.sandbox = sandbox;
  }

  /**
   * @param scenario as SANDBOX_SCENARIO takes it
   */
  record ScenarioView(String scenario, String meaning) {
    static ScenarioView of(SandboxScenario one) {
      return new ScenarioView(one.word(), one.meaning());
    }
  }

  /** What SANDBOX_SCENARIO may be. */
  @GetMapping("/sandbox/scenarios")
  Map<String, List<ScenarioView>> scenarios() {
    if (sandbox.getIfAvailable() == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return Map.of("scenarios", Stream.of(SandboxScenario.values()).map(ScenarioView::of).toList());
  }

  @RequestMapping("/sandbox/**")
  ResponseEntity<String> control(HttpServletRequest servlet) throws IOException {
    Sandbox world = sandbox.getIfAvailable();
    if (world == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    // Not as a parameter: curl -d calls it a form, which Spring would write anew.
    String body = new String(servlet.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Response answer = world.control(request(servlet, body));
    HttpHeaders headers = new HttpHeaders();
    answer.headers().forEach(headers::set);
    return new ResponseEntity<>(answer.body(), headers, HttpStatus.valueOf(answer.status()));
  }

  private static Request request(HttpServletRequest servlet, String body) {
    Map<String, String> headers = new HashMap<>();
    Collections.list(servlet.getHeaderNames())
        .forEach(name -> headers.put(name, servlet.getHeader(name)));
    String query = servlet.getQueryString();
    URI uri = URI.create(servlet.getRequestURI() + (query == null ? "" : "?" + query));
    return Request.of(servlet.getMethod(), uri, headers, body, "http");
  }
}
