package io.github.ciautoscaler.page;

import io.github.ciautoscaler.api.Desk;
import io.github.ciautoscaler.api.ForPeople;
import io.github.ciautoscaler.api.Seats;
import io.github.ciautoscaler.reconcile.Operator;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page's buttons: each first says what it would do, and then does it, as the API would. */
@RestController
@ForPeople
class ActController {

  private final Html html;
  private final Seats seats;
  private final Desk desk;

  ActController(Html html, Seats seats, Desk desk) {
    this.html = html;
    this.seats = seats;
    this.desk = desk;
  }

  /** What it would do; nothing is done. */
  @GetMapping("/act")
  ResponseEntity<String> ask(HttpServletRequest request) {
    if (!seats.of(request).mayWrite()) {
      return Html.go("/sign-in");
    }
    ActForm form = ActForm.read(request);
    return html.page(
        HttpStatus.OK,
        "ask",
        request,
        Map.of(
            "form",
            form,
            "would",
            desk.lookAt(form.act()).details(),
            "key",
            UUID.randomUUID().toString()));
  }

  /** Does it. Who sends the form twice is answered twice, and gets it once. */
  @PostMapping("/act")
  ResponseEntity<String> act(HttpServletRequest request) {
    ActForm form = ActForm.read(request);
    String key = request.getParameter("key");
    boolean hasKey = key != null && key.matches("[0-9a-f-]{36}");
    Operator.Accepted done = desk.ask(request, form.act(), hasKey ? key : null, false);
    return html.page(HttpStatus.OK, "done", request, Map.of("details", done.details()));
  }
}
