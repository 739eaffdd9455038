package io.github.ciautoscaler.settings;

import java.util.regex.Pattern;

/** Selectors of labels, as Hetzner reads them. */
public final class Selectors {

  private static final String KEY =
      "([a-zA-Z0-9]([-_.a-zA-Z0-9]{0,251}[a-zA-Z0-9])?/)?"
          + "[a-zA-Z0-9]([-_.a-zA-Z0-9]{0,61}[a-zA-Z0-9])?";
  private static final String VALUE = "([a-zA-Z0-9]([-_.a-zA-Z0-9]{0,61}[a-zA-Z0-9])?)?";
  private static final String TERM =
      "\\s*(!\\s*%1$s|%1$s(\\s*(==|=|!=)\\s*%2$s|\\s+(in|notin)\\s*\\(\\s*%2$s(\\s*,\\s*%2$s)*\\s*\\))?)\\s*"
          .formatted(KEY, VALUE);
  private static final Pattern SELECTOR = Pattern.compile(TERM + "(," + TERM + ")*");

  /** What no name or id of an image has. */
  private static final Pattern SIGN = Pattern.compile("[=!(]");

  static final Type<String> SELECTS =
      Texts.TEXT.then((text, remarks) -> {
        if (!SELECTOR.matcher(text).matches()) {
          remarks.wrong(
              "is " + remarks.shown(text) + ", which is no selector of labels",
              "Write key=value, with commas between several, as in os=talos,stage!=test.");
        }
        return text;
      });

  private Selectors() {}

  /** Whether a text that may be a name or an id is a selector. */
  public static boolean isSelector(String text) {
    return SIGN.matcher(text).find();
  }
}
