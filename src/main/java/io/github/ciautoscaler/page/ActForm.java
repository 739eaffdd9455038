package io.github.ciautoscaler.page;

import io.github.ciautoscaler.api.Act;
import io.github.ciautoscaler.api.Desk;
import io.github.ciautoscaler.api.PauseLength;
import io.github.ciautoscaler.api.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a form of the page asks for.
 *
 * @param question asks the person once more
 * @param fields what the second form must send to ask for the same
 */
public record ActForm(Act act, String question, Map<String, String> fields) {

  private static final int LONGEST = 200;

  public ActForm {
    fields = new LinkedHashMap<>(fields);
  }

  /** Reads the fields of one form, each checked. */
  private static final class Fields {

    private final HttpServletRequest request;
    private final Map<String, String> all = new LinkedHashMap<>();

    Fields(HttpServletRequest request) {
      this.request = request;
    }

    @Nullable String text(String name) {
      String value = request.getParameter(name);
      if (value == null || value.isBlank()) {
        return null;
      }
      if (value.length() > LONGEST || !value.matches("\\P{C}*")) {
        throw ProblemException.unclear(
            "Write one line of at most " + LONGEST + " characters as " + name + ".");
      }
      all.put(name, value);
      return value;
    }

    String needed(String name) {
      String value = text(name);
      if (value == null) {
        throw ProblemException.unclear("The form lacks " + name + ": load the page anew.");
      }
      return value;
    }
  }

  /**
   * Reads the request's fields.
   *
   * @throws ProblemException where they ask for nothing that there is
   */
  static ActForm read(HttpServletRequest request) {
    Fields fields = new Fields(request);
    Act act =
        switch (fields.needed("do")) {
          case "pause" ->
              new Act.Pause(fields.text("pool"), length(fields.text("for")), fields.text("reason"));
          case "resume" -> new Act.Resume(fields.text("pool"));
          case "launch" -> new Act.Scale(count(fields.needed("count")), fields.text("pool"));
          case "drain" -> new Act.Drain(fields.needed("machine"), fields.text("force") != null);
          case "keep" -> new Act.TakeBack(fields.needed("machine"));
          default -> throw ProblemException.unclear("There is no such button.");
        };
    return new ActForm(act, question(act), fields.all);
  }

  private static @Nullable Duration length(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return PauseLength.parse(text)
        .orElseThrow(
            () -> ProblemException.unclear("Write a length such as 30m, 2h or 1d, to 366d."));
  }

  private static int count(String text) {
    if (text.matches("[0-9]{1,4}")) {
      int count = Integer.parseInt(text);
      if (count >= 1 && count <= Desk.MOST_SERVERS) {
        return count;
      }
    }
    throw ProblemException.unclear(
        "Write a whole number from 1 to " + Desk.MOST_SERVERS + " of machines.");
  }

  private static String question(Act act) {
    return switch (act) {
      case Act.Pause(var pool, var length, _) ->
          "Pause "
              + (pool == null ? "everything" : "the launches of pool " + pool)
              + (length == null
                  ? " until somebody resumes it?"
                  : " for " + Texts.length(length) + "?");
      case Act.Resume(var pool) -> pool == null ? "Resume?" : "Resume pool " + pool + "?";
      case Act.Scale(int count, var pool) ->
          "Launch "
              + count
              + (count == 1 ? " machine" : " machines")
              + (pool == null ? "?" : " of pool " + pool + "?");
      case Act.Drain(String machine, boolean force) ->
          "Drain " + machine + (force ? " and wait for no job?" : "?");
      case Act.TakeBack(String machine) -> "Keep " + machine + " after all?";
    };
  }

  /** What the button says. */
  public String button() {
    return switch (act) {
      case Act.Pause _ -> "Pause";
      case Act.Resume _ -> "Resume";
      case Act.Scale _ -> "Launch";
      case Act.Drain _ -> "Drain";
      case Act.TakeBack _ -> "Keep";
    };
  }
}
