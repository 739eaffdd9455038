package io.github.ciautoscaler.kubernetes;

/** Carries a {@link Failure} from a call to the port that turns it into a value. */
final class CallFailed extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  CallFailed(Failure failure) {
    super(failure.problem(), null, false, false);
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }

  /**
   * Whether the API server itself says that there is no such object. A 404 that is not its own, of
   * a proxy or a wrong path, says nothing about the object.
   */
  boolean isNotFound() {
    return failure instanceof Failure.Refused refused && refused.isNotFound();
  }

  /** The HTTP status of a server that said no; 0 for anything else. */
  int code() {
    return failure instanceof Failure.Refused refused ? refused.code() : 0;
  }
}
