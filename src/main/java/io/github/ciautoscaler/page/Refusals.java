package io.github.ciautoscaler.page;

import io.github.ciautoscaler.api.ForPeople;
import io.github.ciautoscaler.api.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says a refusal to people in a page, and to programs as the API does. */
@RestControllerAdvice(annotations = ForPeople.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class Refusals {

  private final Html html;

  Refusals(Html html) {
    this.html = html;
  }

  @ExceptionHandler
  ResponseEntity<?> refused(ProblemException refused, HttpServletRequest request) {
    return Html.isWanted(request)
        ? html.page(
            HttpStatus.valueOf(refused.status()),
            "refused",
            request,
            Map.of("sentence", String.valueOf(refused.getMessage())))
        : refused.answer(request);
  }
}
