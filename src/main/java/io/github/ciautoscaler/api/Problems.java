package io.github.ciautoscaler.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Turns whatever ends a request into a problem with words of our own: an exception's message may
 * hold what was sent, or what is inside.
 */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  @ExceptionHandler
  ResponseEntity<Object> problem(ProblemException problem, HttpServletRequest request) {
    return problem.answer(request);
  }

  @ExceptionHandler
  ResponseEntity<Object> unreadable(InvalidParameterException e, HttpServletRequest request) {
    return response(
        ProblemKind.MALFORMED_REQUEST.problem(
            "The query or the form is not well encoded.", Words.shown(request.getRequestURI())),
        HttpHeaders.EMPTY);
  }

  @ExceptionHandler
  ResponseEntity<Object> unexpected(Exception defect, HttpServletRequest request) {
    log.error(
        "A request failed for an unexpected reason. method={} path={}",
        Words.shown(request.getMethod()),
        Words.shown(request.getRequestURI()),
        defect);
    return response(
        ProblemKind.INTERNAL.problem(
            "This is a defect; the log has the details.", Words.shown(request.getRequestURI())),
        HttpHeaders.EMPTY);
  }

  @Override
  protected ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object ignored,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String path = Words.shown(((ServletWebRequest) request).getRequest().getRequestURI());
    if (BodyLimit.isCauseOf(e)) {
      return response(BodyLimit.problem(path), headers);
    }
    if (status.is5xxServerError()) {
      log.error("A request failed. path={}", path, e);
    }
    ProblemKind kind = ProblemKind.of(status.value());
    return response(kind.problem(status.value(), detail(kind, e), path, List.of()), headers);
  }

  private static String detail(ProblemKind kind, Exception e) {
    return switch (kind) {
      case NOT_FOUND -> "There is no such path; /v3/api-docs lists all.";
      case METHOD_NOT_ALLOWED -> "Allowed: " + allowed(e) + ".";
      case NOT_ACCEPTABLE -> "It is served as application/json; some of it as text/plain too.";
      case UNSUPPORTED_MEDIA_TYPE -> "Send Content-Type: application/json.";
      case INTERNAL -> "This is a defect; the log has the details.";
      case MALFORMED_REQUEST,
          INVALID_REQUEST,
          UNAUTHORIZED,
          FORBIDDEN,
          WRITES_DISABLED,
          FOREIGN_ORIGIN,
          WEBHOOK_OFF,
          NOT_SIGNED,
          CONFLICT,
          BODY_TOO_LARGE,
          IDEMPOTENCY_KEY_REUSED,
          UNAVAILABLE,
          REFUSED ->
          "It could not be read as HTTP with a JSON body.";
    };
  }

  private static String allowed(Exception e) {
    return e instanceof HttpRequestMethodNotSupportedException method
            && method.getSupportedHttpMethods() != null
        ? String.join(
            ", ", method.getSupportedHttpMethods().stream().map(HttpMethod::name).sorted().toList())
        : "see the Allow header";
  }

  static ResponseEntity<Object> response(Problem problem, HttpHeaders headers) {
    HttpHeaders all = new HttpHeaders();
    all.putAll(headers);
    all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return new ResponseEntity<>(problem, all, HttpStatusCode.valueOf(problem.status()));
  }
}
