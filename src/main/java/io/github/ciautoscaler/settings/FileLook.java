package io.github.ciautoscaler.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The values of files as they are now. What cannot be read keeps its former value.
 *
 * @param values every given value, those of files read anew
 * @param troubles sentences about files that cannot be read
 */
public record FileLook(List<Given> values, List<String> troubles) {

  public FileLook {
    values = List.copyOf(values);
    troubles = List.copyOf(troubles);
  }

  public static FileLook at(Tree tree) {
    List<Given> values = new ArrayList<>();
    List<String> troubles = new ArrayList<>();
    for (Given one : tree.values()) {
      Path file = one.origin().file();
      values.add(file == null ? one : reread(one, file, troubles));
    }
    return new FileLook(values, troubles);
  }

  private static Given reread(Given one, Path file, List<String> troubles) {
    try {
      String text = ValueFile.read(file);
      if (!text.isBlank() || one.value().isBlank()) {
        return one.withValue(text);
      }
      // Whoever writes a file empties it first; its variable must not mean the default meanwhile.
      troubles.add(trouble(one, file, "it is empty now"));
    } catch (IOException e) {
      troubles.add(trouble(one, file, String.valueOf(e.getMessage())));
    }
    return one;
  }

  private static String trouble(Given one, Path file, String what) {
    return "%s names the file '%s', but %s. Put the value for %s there; what was read last stays in use until then."
        .formatted(one.name(), file, what, one.setting());
  }

  /** The places that a file says something else for, each with its setting. */
  public Map<KeyPath, Setting<?>> changed(Tree before) {
    Map<KeyPath, Setting<?>> changed = new LinkedHashMap<>();
    Set<Given> known = Set.copyOf(before.values());
    values.stream()
        .filter(one -> !known.contains(one))
        .forEach(one -> changed.put(one.at(), one.setting()));
    return changed;
  }

  /** Those of this look for one place, those of before for all others. */
  public Tree adopt(KeyPath place, Tree before) {
    List<Given> mixed = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Given now = values.get(i);
      mixed.add(now.at().equals(place) ? now : before.values().get(i));
    }
    return new Tree(mixed, before.problems(), before.unreadable());
  }

  /** What files say now for one place, without any secret. */
  public List<String> shown(KeyPath place) {
    return values.stream()
        .filter(one -> one.at().equals(place) && one.origin().file() != null)
        .map(one -> one.name() + " is now " + one.shown())
        .toList();
  }
}
