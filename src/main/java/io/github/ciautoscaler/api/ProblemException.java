package io.github.ciautoscaler.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Ends a request with a problem. Its message is for whoever asked. */
public final class ProblemException extends RuntimeException {

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

  /** Of a form that cannot be understood. */
  public static ProblemException unclear(String detail) {
    return new ProblemException(ProblemKind.INVALID_REQUEST, detail);
  }

  /** Of a job that the last pass did not see wait or run. */
  public static ProblemException noSuchJob() {
    return new ProblemException(
        ProblemKind.NOT_FOUND,
        "The last pass saw no such job that waits or runs: it has ended, waits for another job, or"
            + " is younger.");
  }

  /** Of a machine that the last pass did not see. */
  public static ProblemException noSuchMachine() {
    return new ProblemException(
        ProblemKind.NOT_FOUND, "The last pass saw no machine of ours with this name.");
  }

  /** Of a pool that is not configured and has no machine. */
  public static ProblemException noSuchPool() {
    return new ProblemException(
        ProblemKind.NOT_FOUND, "There is no such pool; /api/pools lists all.");
  }

  /** The HTTP status. */
  public int status() {
    return kind.status();
  }

  /** As the API says it. */
  public ResponseEntity<Object> answer(HttpServletRequest request) {
    return Problems.response(problem(Words.shown(request.getRequestURI())), headers);
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
