package io.github.ciautoscaler.mutation;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One small mistake that could be made in one file.
 *
 * @param file below the base package, for example {@code plan/Trust.java}
 * @param words what is wrong then, in one sentence
 * @param equivalent why nobody could ever see a difference; null where somebody could
 * @param unseen why neither the storm nor a test sees it; null where one does
 */
record Mistake(
    String id,
    String kind,
    String file,
    String words,
    @Nullable String equivalent,
    @Nullable String unseen,
    List<Change> changes) {

  /** Old text, which stands in the file exactly once, and what stands there instead. */
  record Change(String before, String after) {

    /** However the formatter breaks the lines. */
    private Pattern pattern() {
      return Pattern.compile(
          Stream.of(before.strip().split("\\s+"))
              .map(Pattern::quote)
              .collect(Collectors.joining("\\s+")));
    }
  }

  Mistake {
    changes = List.copyOf(changes);
  }

  /** The file's text with the mistake in it. */
  String plantInto(String source) {
    String text = source;
    for (Change change : changes) {
      Matcher matcher = change.pattern().matcher(source);
      List<MatchResult> places = matcher.results().toList();
      if (places.size() != 1) {
        throw new IllegalStateException(
            id
                + ": this must stand in "
                + file
                + " once, and stands there "
                + places.size()
                + " times: "
                + change.before());
      }
      text = change.pattern().matcher(text).replaceFirst(Matcher.quoteReplacement(change.after()));
    }
    return text;
  }
}
