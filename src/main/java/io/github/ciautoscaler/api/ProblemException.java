package io.github.ciautoscaler.api;

import java.util.List;
import org.springframework.http.HttpHeaders;

/** Ends a request with a problem. */
final class ProblemException extends RuntimeException {

  private final transient ProblemKind kind;
  private final transient List<Problem.Fault> faults;
  private final transient HttpHeaders headers = new HttpHeaders();

  ProblemException(ProblemKind kind, String detail) {
    this(kind, detail, List.of());
  }

  ProblemException(ProblemKind kind, String detail, List<Problem.Fault> faults) {
    // It is an answer, not a defect: where it arose is of no interest.
    super(detail, null, false, false);
    this.kind = kind;
    this.faults = List.copyOf(faults);
  }

  static ProblemException invalid(List<Problem.Fault> faults) {
    return new ProblemException(
        ProblemKind.INVALID_REQUEST, "See errors for what is wrong and how to mend it.", faults);
  }

  ProblemException with(String header, String value) {
    headers.set(header, value);
    return this;
  }

  ProblemKind kind() {
    return kind;
  }

  HttpHeaders headers() {
    return headers;
  }

  Problem problem(String instance) {
    return kind.problem(kind.status(), String.valueOf(getMessage()), instance, faults);
  }
}
