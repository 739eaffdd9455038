package io.github.ciautoscaler.settings;

import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Types of parts of the forge, and of what opens each of them. */
final class Scopes {

  static final String FORM =
      "Write admin, org:NAME, user:NAME or repo:OWNER/NAME, and commas between several";

  /** Each is read in every pass, by four requests or more. */
  private static final int MOST = 50;

  static final Type<ForgeScope> ONE =
      new Type<>(Kind.TEXT, ForgeScope.ADMIN, (text, remarks) -> scope(text.strip(), remarks));

  static final Type<List<ForgeScope>> SEVERAL =
      new Type<>(Kind.LIST, List.of(ForgeScope.ADMIN), Scopes::several);

  /** By scope; never shown, also not the part that should be a scope and may be a token. */
  static final Type<Map<ForgeScope, Secret>> TOKENS =
      new Type<>(Kind.SECRET, Map.of(), Scopes::tokens);

  private Scopes() {}

  private static Optional<List<ForgeScope>> several(String text, Remarks remarks) {
    List<String> words = Texts.elements(text);
    if (words.isEmpty()) {
      return remarks.wrong("names nothing", FORM + remarks.orUnset());
    }
    Set<ForgeScope> scopes = new LinkedHashSet<>();
    boolean allRight = true;
    for (String word : words) {
      Optional<ForgeScope> scope = scope(word, remarks);
      allRight &= scope.isPresent();
      if (scope.isPresent() && !scopes.add(scope.get())) {
        remarks.odd("names " + scope.get() + " twice; once is enough");
      }
    }
    if (scopes.size() > MOST) {
      return remarks.wrong(
          "names " + scopes.size() + " scopes, of which each costs four requests a pass",
          "Name " + MOST + " at most, or an owner in place of its repositories, or admin.");
    }
    return allRight ? Optional.of(List.copyOf(scopes)) : Optional.empty();
  }

  private static Optional<ForgeScope> scope(String word, Remarks remarks) {
    return Optional.ofNullable(ForgeScope.parse(word))
        .or(() -> remarks.wrong("has " + remarks.shown(word) + ", which is no scope", mend(word)));
  }

  private static String mend(String word) {
    if (word.matches("[\\w.-]+/[\\w.-]+")) {
      return "Is it a repository? Then write repo:" + word + ".";
    }
    if (word.matches("(?i)repo:[\\w.-]+")) {
      return "A repository has an owner: write repo:OWNER/" + word.substring(5) + ".";
    }
    if (word.matches("(?i)(org|user):[\\w.-]+/[\\w.-]+")) {
      return "For one repository write repo:" + word.substring(word.indexOf(':') + 1) + ".";
    }
    if (word.matches("(?i)(org|user|repo):(.+/)?\\*")) {
      return "Leave the * out: org:NAME and user:NAME are all of their repositories.";
    }
    if (word.matches("[\\w.-]+")) {
      return FORM + ": org:" + word + ", if that is an organisation.";
    }
    return FORM + ".";
  }

  private static Optional<Map<ForgeScope, Secret>> tokens(String text, Remarks remarks) {
    List<String> entries =
        Stream.of(text.split("[,\\s]+", -1)).filter(one -> !one.isEmpty()).toList();
    if (entries.isEmpty()) {
      return remarks.wrong("is empty", "Write org:NAME=TOKEN, one on a line" + remarks.orUnset());
    }
    Map<ForgeScope, Secret> tokens = new LinkedHashMap<>();
    List<String> flaws = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      String flaw = take(entries.get(i), tokens);
      if (!flaw.isEmpty()) {
        flaws.add("entry " + (i + 1) + " " + flaw);
      }
    }
    return flaws.isEmpty()
        ? Optional.of(Map.copyOf(tokens))
        : remarks.wrong(
            "is wrong: " + String.join("; ", flaws),
            "Write SCOPE=TOKEN, one on a line or with commas between, as in org:acme=...; SCOPE"
                + " as in FORGE_SCOPES.");
  }

  /** What is wrong with it, in words that quote nothing of it; empty where nothing is. */
  private static String take(String entry, Map<ForgeScope, Secret> tokens) {
    int equals = entry.indexOf('=');
    if (equals < 0) {
      return "has no =";
    }
    ForgeScope scope = ForgeScope.parse(entry.substring(0, equals));
    String token = entry.substring(equals + 1);
    if (scope == null) {
      return "begins with no scope";
    }
    if (token.isEmpty()) {
      return "has no token behind the =";
    }
    if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      return "has a character that no token has";
    }
    return tokens.put(scope, new Secret(token)) == null ? "" : "is a second one for " + scope;
  }
}
