package io.github.ciautoscaler.app.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The values of files as they are now. What cannot be read keeps its former value.
 *
 * @param values every given value, those of files read anew
 * @param troubles sentences about files that cannot be read
 */
record FileLook(List<Given> values, List<String> troubles) {

  FileLook {
    values = List.copyOf(values);
    troubles = List.copyOf(troubles);
  }

  static FileLook at(GivenValues given) {
    List<Given> values = new ArrayList<>();
    List<String> troubles = new ArrayList<>();
    for (Given one : given.values()) {
      Path file = one.file();
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
        .formatted(one.name(), file, what, one.variable());
  }

  /** The variables that a file says something else for. */
  Set<Variable> changed(GivenValues before) {
    Set<Variable> changed = EnumSet.noneOf(Variable.class);
    values.stream()
        .filter(one -> !before.values().contains(one))
        .forEach(one -> changed.add(one.variable()));
    return changed;
  }

  /** Those of this look for one variable, those of before for all others. */
  GivenValues adopt(Variable variable, GivenValues before) {
    List<Given> mixed = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Given now = values.get(i);
      mixed.add(now.variable() == variable ? now : before.values().get(i));
    }
    return new GivenValues(mixed, before.problems(), before.unreadable());
  }

  /** Without any secret. */
  List<String> shown(Variable variable) {
    return values.stream()
        .filter(one -> one.variable() == variable && one.file() != null)
        .map(one -> one.name() + " is now " + variable.shown(one.value()))
        .toList();
  }
}
