package io.github.ciautoscaler.api;

import io.github.ciautoscaler.api.Problem.Fault;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Query parameters and headers, each checked. */
final class Parameters {

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final String KEY_HEADER = "Idempotency-Key";

  private Parameters() {}

  static int limit(@Nullable String text, int usual, int most) {
    if (text == null) {
      return usual;
    }
    if (text.matches("[0-9]{1,6}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= most) {
        return limit;
      }
    }
    throw ProblemException.invalid(
        List.of(
            new Fault("limit", "is not such a number", "write a whole number from 1 to " + most)));
  }

  /**
   * Whether only the answer is wanted. Any other parameter is refused: a misspelt {@code dryrun}
   * must not do the real thing.
   */
  static boolean dryRun(HttpServletRequest request) {
    List<Fault> faults = new ArrayList<>();
    boolean dryRun = false;
    for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
      String value = parameter.getValue().length == 1 ? parameter.getValue()[0] : "twice";
      if (!parameter.getKey().equals("dryRun")) {
        faults.add(
            new Fault(
                Words.shown(parameter.getKey()),
                "is not a parameter",
                "leave it out; there is dryRun=true"));
      } else if (value.isEmpty() || value.equals("true")) {
        dryRun = true;
      } else if (!value.equals("false")) {
        faults.add(new Fault("dryRun", "is neither true nor false", "write dryRun=true"));
      }
    }
    if (!faults.isEmpty()) {
      throw ProblemException.invalid(faults);
    }
    return dryRun;
  }

  static @Nullable String idempotencyKey(HttpServletRequest request) {
    String key = request.getHeader(KEY_HEADER);
    if (key != null && !KEY.matcher(key).matches()) {
      throw ProblemException.invalid(
          List.of(
              new Fault(
                  KEY_HEADER,
                  "is not a key",
                  "send 1 to 255 visible ASCII characters, for example a UUID")));
    }
    return key;
  }
}
