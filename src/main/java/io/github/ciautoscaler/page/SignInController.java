package io.github.ciautoscaler.page;

import io.github.ciautoscaler.api.ForPeople;
import io.github.ciautoscaler.api.Seats;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Signs people in at the page with the tokens of the API, and out. */
@RestController
@ForPeople(open = true)
class SignInController {

  private final Html html;
  private final Seats seats;

  SignInController(Html html, Seats seats) {
    this.html = html;
    this.seats = seats;
  }

  @GetMapping("/sign-in")
  ResponseEntity<String> form(HttpServletRequest request) {
    String problem =
        seats.canSignIn()
            ? ""
            : "There is nothing to sign in with: set ADMIN_TOKEN, OPERATOR_TOKENS or"
                + " VIEWER_TOKENS.";
    return form(HttpStatus.OK, problem, request);
  }

  @PostMapping("/sign-in")
  ResponseEntity<String> signIn(
      @RequestParam(name = "token", defaultValue = "") String token,
      @RequestParam(name = "name", defaultValue = "") String name,
      HttpServletRequest request,
      HttpServletResponse response) {
    return switch (seats.signIn(request, response, token, name)) {
      case SIGNED_IN -> Html.go("/");
      case WRONG_TOKEN ->
          form(
              HttpStatus.UNAUTHORIZED,
              "That is no token of an operator or a viewer. Nobody was signed in.",
              request);
      case TOO_MANY_TRIES -> tooMany(request);
    };
  }

  @PostMapping("/sign-out")
  ResponseEntity<String> signOut(HttpServletRequest request, HttpServletResponse response) {
    seats.signOut(request, response);
    return Html.go("/");
  }

  private ResponseEntity<String> tooMany(HttpServletRequest request) {
    ResponseEntity<String> form =
        form(
            HttpStatus.TOO_MANY_REQUESTS, "Too many wrong tokens: try again in a minute.", request);
    return ResponseEntity.status(form.getStatusCode())
        .headers(form.getHeaders())
        .header(HttpHeaders.RETRY_AFTER, "60")
        .body(form.getBody());
  }

  private ResponseEntity<String> form(
      HttpStatus status, String problem, HttpServletRequest request) {
    return html.page(status, "signin", request, Map.of("problem", problem));
  }
}
