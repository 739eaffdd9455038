package io.github.ciautoscaler.sandbox.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The label selector that Hetzner and Kubernetes share: {@code k=v}, {@code k==v}, {@code k!=v},
 * {@code k}, {@code !k}, {@code k in (a,b)}, {@code k notin (a,b)}, comma for AND. As in
 * Kubernetes, {@code k!=v} and {@code notin} also match what lacks the key.
 */
public final class LabelSelector {

  private static final String KEY =
      "(?:[a-z0-9A-Z](?:[\\-_.a-z0-9A-Z]{0,252}[a-z0-9A-Z])?/)?"
          + "[a-z0-9A-Z](?:[\\-_.a-z0-9A-Z]{0,61}[a-z0-9A-Z])?";
  private static final String VALUE = "(?:[a-z0-9A-Z](?:[\\-_.a-z0-9A-Z]{0,61}[a-z0-9A-Z])?)?";
  private static final Pattern LEGAL_KEY = Pattern.compile(KEY);
  private static final Pattern LEGAL_VALUE = Pattern.compile(VALUE);
  private static final Pattern TERM =
      Pattern.compile(
          "\\s*(?:(?<not>!)\\s*(?<absent>%1$s)|(?<key>%1$s)\\s*(?:(?<op>==|=|!=)\\s*(?<value>%2$s)|(?<in>in|notin)\\s*\\((?<set>[^()]*)\\))?)\\s*"
              .formatted(KEY, VALUE));

  private record Term(String key, boolean wanted, Optional<Set<String>> values) {
    boolean matches(Map<String, String> labels) {
      String value = labels.get(key);
      boolean hit = value != null && values.map(any -> any.contains(value)).orElse(true);
      return hit == wanted;
    }
  }

  private final List<Term> terms;

  private LabelSelector(List<Term> terms) {
    this.terms = terms;
  }

  /** Empty for what is no selector; a blank one matches everything. */
  public static Optional<LabelSelector> parse(String text) {
    List<Term> terms = new ArrayList<>();
    Matcher matcher = TERM.matcher(text);
    int at = 0;
    while (!text.isBlank() && at <= text.length()) {
      matcher.region(at, text.length());
      if (!matcher.lookingAt()) {
        return Optional.empty();
      }
      terms.add(term(matcher));
      if (matcher.end() < text.length() && text.charAt(matcher.end()) != ',') {
        return Optional.empty();
      }
      at = matcher.end() + 1;
    }
    return Optional.of(new LabelSelector(terms));
  }

  private static Term term(Matcher matcher) {
    if (matcher.group("not") != null) {
      return new Term(matcher.group("absent"), false, Optional.empty());
    }
    String key = matcher.group("key");
    String operator = matcher.group("op");
    if (operator != null) {
      return new Term(key, !operator.equals("!="), Optional.of(Set.of(matcher.group("value"))));
    }
    String in = matcher.group("in");
    return in == null
        ? new Term(key, true, Optional.empty())
        : new Term(key, in.equals("in"), Optional.of(setOf(matcher.group("set"))));
  }

  private static Set<String> setOf(String list) {
    return Set.copyOf(Pattern.compile(",").splitAsStream(list).map(String::trim).toList());
  }

  public boolean matches(Map<String, String> labels) {
    return terms.stream().allMatch(term -> term.matches(labels));
  }

  public static boolean isLegalKey(String key) {
    return LEGAL_KEY.matcher(key).matches();
  }

  public static boolean isLegalValue(String value) {
    return LEGAL_VALUE.matcher(value).matches();
  }
}
