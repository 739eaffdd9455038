package io.github.ciautoscaler.sandbox.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which handler answers which method and path. A path segment written {@code {name}} matches
 * anything; earlier routes win.
 */
public final class Routes {

  /** Answers one kind of request. */
  public interface Handler {
    Response answer(Request request, Map<String, String> path);
  }

  /** What a request leads to. */
  public sealed interface Match {}

  public record Found(Handler handler, Map<String, String> path) implements Match {}

  /** The path exists, for these methods. */
  public record WrongMethod(List<String> allowed) implements Match {}

  public record NoSuchPath() implements Match {}

  private record Route(String method, List<String> segments, Handler handler) {}

  private final List<Route> routes = new ArrayList<>();

  public Routes on(String method, String pattern, Handler handler) {
    routes.add(new Route(method, segments(pattern), handler));
    return this;
  }

  public Match find(Request request) {
    List<String> asked = segments(request.path());
    List<String> allowed = new ArrayList<>();
    for (Route route : routes) {
      Optional<Map<String, String>> variables = match(route.segments(), asked);
      if (variables.isPresent() && route.method().equals(request.method())) {
        return new Found(route.handler(), variables.get());
      }
      if (variables.isPresent()) {
        allowed.add(route.method());
      }
    }
    return allowed.isEmpty() ? new NoSuchPath() : new WrongMethod(allowed);
  }

  private static List<String> segments(String path) {
    return List.of(path.substring(path.startsWith("/") ? 1 : 0).split("/", -1));
  }

  private static Optional<Map<String, String>> match(List<String> pattern, List<String> asked) {
    if (pattern.size() != asked.size()) {
      return Optional.empty();
    }
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String wanted = pattern.get(i);
      if (wanted.startsWith("{")) {
        variables.put(wanted.substring(1, wanted.length() - 1), asked.get(i));
      } else if (!wanted.equals(asked.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }
}
