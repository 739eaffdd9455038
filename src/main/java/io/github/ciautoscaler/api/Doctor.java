package io.github.ciautoscaler.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at everything that has to be right outside, and writes nothing. */
public interface Doctor {

  /** Takes some seconds: every system is asked. Never throws. */
  List<Finding> examine();

  /**
   * What was looked at.
   *
   * @param evidence what was seen, without secrets
   * @param mend what to do; null where nothing is
   */
  record Finding(String check, Result result, String evidence, @Nullable String mend) {

    public static Finding ok(String check, String evidence) {
      return new Finding(check, Result.OK, evidence, null);
    }

    public static Finding warns(String check, String evidence, String mend) {
      return new Finding(check, Result.WARNS, evidence, mend);
    }

    public static Finding fails(String check, String evidence, String mend) {
      return new Finding(check, Result.FAILS, evidence, mend);
    }
  }

  /** How it is. */
  enum Result {
    OK,
    /** It works, and not as well as it could. */
    WARNS,
    /** The autoscaler cannot do its work so. */
    FAILS
  }
}
