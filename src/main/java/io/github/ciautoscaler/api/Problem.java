package io.github.ciautoscaler.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem.
 *
 * @param type a stable URN; the same kind of problem has the same for ever
 * @param instance the path that was asked for
 * @param errors what is wrong with the request, place by place; left out where there is none
 */
record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable String instance,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Fault> errors) {

  static final String MEDIA_TYPE = "application/problem+json";

  /**
   * One thing that is wrong.
   *
   * @param pointer a JSON pointer into the body, or the name of a query parameter or header
   * @param fix how to mend it
   */
  record Fault(String pointer, String detail, String fix) {}
}
