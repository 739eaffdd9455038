package io.github.ciautoscaler.bootstrap;

import io.github.ciautoscaler.bootstrap.ShellWords.NoWords;
import io.github.ciautoscaler.bootstrap.ShellWords.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The owner's options, {@code --name=value ...}, where they go into a file and no shell expands
 * them.
 *
 * @param errors predicates, "what: mend"
 */
record OptionWords(List<Option> options, List<String> errors) {

  private static final Pattern OPTION = Pattern.compile("--?([a-z][a-z0-9-]*)=([^\\p{Cntrl}]*)");

  record Option(String name, String value) {}

  OptionWords {
    options = List.copyOf(options);
    errors = List.copyOf(errors);
  }

  /**
   * @param ours which we write ourselves
   */
  static OptionWords of(String text, Set<String> ours) {
    List<Option> options = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    try {
      for (Word word : ShellWords.of(text)) {
        Matcher option = OPTION.matcher(word.text());
        if (!word.isKnown()) {
          errors.add(
              "has '"
                  + word.text().replace(ShellWords.UNKNOWN, '…')
                  + "', which only a shell expands, and none sees it: write the value out");
        } else if (!option.matches()) {
          errors.add(
              "has '" + word.text() + "', which is no option: write --name=value in one word");
        } else if (ours.contains(option.group(1))) {
          errors.add(
              "has --"
                  + option.group(1)
                  + ", which we set: use the pool's key for it, or remove it");
        } else {
          options.add(new Option(option.group(1), option.group(2)));
        }
      }
    } catch (NoWords e) {
      errors.add(String.valueOf(e.getMessage()));
    }
    return new OptionWords(options, errors);
  }
}
