package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.bootstrap.Additions;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.settings.AdditionKeys;
import io.github.ciautoscaler.settings.NodeKeys;
import io.github.ciautoscaler.settings.Setting;
import io.github.ciautoscaler.settings.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what a pool adds to the user-data with which its machines join. */
record AdditionReader(Values values) {

  private static final List<Setting<?>> ALL =
      List.of(AdditionKeys.PACKAGES, AdditionKeys.COMMANDS, AdditionKeys.SWAP);

  /**
   * @param ours what another key of the pool writes
   */
  Additions read(Optional<Additions.File> ours) {
    return new Additions(
        values.get(AdditionKeys.PACKAGES),
        files(ours),
        values.get(AdditionKeys.COMMANDS).stream().map(Secret::new).toList(),
        values.get(AdditionKeys.SWAP));
  }

  private List<Additions.File> files(Optional<Additions.File> ours) {
    List<Additions.File> files = new ArrayList<>(ours.stream().toList());
    for (Values one : values.list(AdditionKeys.FILES)) {
      Additions.File file =
          new Additions.File(
              one.get(AdditionKeys.PATH),
              one.get(AdditionKeys.PERMISSIONS),
              new Secret(one.get(AdditionKeys.CONTENT)));
      if (Additions.isOurs(file.path())) {
        one.problem(
            AdditionKeys.PATH,
            "is '" + file.path() + "', which we write ourselves",
            "Choose another path, or leave the file out.");
      } else if (files.stream().anyMatch(other -> other.path().equals(file.path()))) {
        one.problem(
            AdditionKeys.PATH,
            "is '" + file.path() + "', and a file before it has that path",
            "Write each file once.");
      }
      files.add(file);
    }
    return files;
  }

  /** Says that all of it together makes no user-data, at the part that is the most likely why. */
  void refused(String why) {
    String what = "cannot be used: " + why.replaceFirst(": [^:]*$", "");
    String mend = "Shorten what the pool adds, or let a command fetch it.";
    List<Values> files = values.list(AdditionKeys.FILES);
    files.stream()
        .max(Comparator.comparingInt(one -> one.get(AdditionKeys.CONTENT).length()))
        .ifPresentOrElse(
            largest -> largest.problem(AdditionKeys.CONTENT, what, mend),
            () ->
                values.problem(
                    Stream.of(AdditionKeys.COMMANDS, NodeKeys.REGISTRIES)
                        .filter(setting -> values.find(setting).isPresent())
                        .findFirst()
                        .orElse(AdditionKeys.PACKAGES),
                    what,
                    mend));
  }

  /** Where nothing of it would reach a machine. */
  void refuse(String why, String mend) {
    for (Setting<?> setting : ALL) {
      if (values.find(setting).isPresent()) {
        values.problem(setting, "would come to nothing: " + why, mend);
      }
    }
    for (Values file : values.list(AdditionKeys.FILES)) {
      file.problem(AdditionKeys.PATH, "would come to nothing: " + why, mend);
    }
  }
}
