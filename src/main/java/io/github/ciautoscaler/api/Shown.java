package io.github.ciautoscaler.api;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** An answer as JSON, or as text for people who ask for {@code format=table} or text/plain. */
final class Shown {

  static final String TEXT = MediaType.TEXT_PLAIN_VALUE;
  private static final MediaType UTF_8 = new MediaType("text", "plain", StandardCharsets.UTF_8);

  private Shown() {}

  static <T> ResponseEntity<?> as(HttpServletRequest request, T view, Function<T, String> table) {
    return wantsTable(request)
        ? ResponseEntity.ok().contentType(UTF_8).body(table.apply(view))
        : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(view);
  }

  private static boolean wantsTable(HttpServletRequest request) {
    String format = request.getParameter("format");
    if (format == null) {
      return prefersText(request.getHeader(HttpHeaders.ACCEPT));
    }
    if (!format.equals("table") && !format.equals("json")) {
      throw ProblemException.invalid(
          List.of(new Problem.Fault("format", "is no format", "write format=table or json")));
    }
    return format.equals("table");
  }

  /** Whether text was asked for by name, and JSON was not. */
  private static boolean prefersText(@Nullable String accept) {
    try {
      List<MediaType> asked = MediaType.parseMediaTypes(accept);
      return asked.stream().anyMatch(MediaType.TEXT_PLAIN::equalsTypeAndSubtype)
          && asked.stream().noneMatch(type -> type.includes(MediaType.APPLICATION_JSON));
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }
}
