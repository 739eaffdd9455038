package io.github.ciautoscaler.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of objects bind as single settings do, and say where what is wrong. */
class TreeTest {

  /** A declaration that stands only here: no such setting exists. */
  private static final Setting<String> NAME =
      Setting.field("name", Texts.TEXT, "What it is called.").required();

  private static final Setting<Integer> BERTHS =
      Setting.field("berths", Numbers.COUNT, "How many ships fit.").byDefault("2");

  private static final Setting<Duration> OPEN_FOR =
      Setting.field("open-for-mins", Numbers.MINUTES, "Minutes after dusk.");

  private static final Setting<List<String>> FLAGS =
      Setting.field("flags", Texts.LIST, "Whose ships may come.");

  private static final ObjectList<String> CRANES =
      new ObjectList<>("cranes", new Schema(List.of(NAME), List.of()), values -> values.get(NAME));

  private record Harbour(
      String name, int berths, Duration openFor, List<String> flags, List<String> cranes) {}

  private static final ObjectList<Harbour> HARBOURS =
      new ObjectList<>(
          "harbours",
          new Schema(List.of(NAME, BERTHS, OPEN_FOR, FLAGS), List.of(CRANES)),
          values ->
              new Harbour(
                  values.get(NAME),
                  values.get(BERTHS),
                  values.find(OPEN_FOR).orElse(Duration.ZERO),
                  values.get(FLAGS),
                  values.list(CRANES)));

  private static final Setting<Integer> SHIPS =
      Setting.ours("SHIPS", Numbers.COUNT, "How many there are.").byDefault("1");

  private static final Schema SCHEMA = new Schema(List.of(SHIPS), List.of(HARBOURS));

  private final Findings findings = new Findings();

  private List<Harbour> harbours(Written... sources) {
    Tree tree = Tree.of(SCHEMA, List.of(sources));
    Choice choice = Choice.of(tree);
    tree.problems().forEach(findings::add);
    choice.problems().forEach(findings::add);
    return Values.of(tree, choice, Map.of(), findings).list(HARBOURS);
  }

  private List<String> problems(Written... sources) {
    harbours(sources);
    return findings.problems().stream().map(Problem::described).toList();
  }

  @Test
  void a_list_of_objects_binds_with_its_defaults_and_the_lists_in_it() {
    assertThat(
            harbours(
                Written.inFile(
                    "autoscaler.harbours[0].name", "Kiel",
                    "autoscaler.harbours[0].berths", "7",
                    "autoscaler.harbours[0].open-for-mins", "90",
                    "autoscaler.harbours[0].flags[0]", "de",
                    "autoscaler.harbours[0].flags[1]", "dk",
                    "autoscaler.harbours[0].cranes[0].name", "Emma",
                    "autoscaler.harbours[0].cranes[1].name", "Otto",
                    "autoscaler.harbours[1].name", "Riga",
                    "autoscaler.harbours[1].flags", "lv, ee")))
        .containsExactly(
            new Harbour(
                "Kiel", 7, Duration.ofMinutes(90), List.of("de", "dk"), List.of("Emma", "Otto")),
            new Harbour("Riga", 2, Duration.ZERO, List.of("lv", "ee"), List.of()));
    assertThat(findings.problems()).isEmpty();
    assertThat(findings.warnings()).isEmpty();
  }

  @Test
  void more_than_nine_objects_keep_their_order() {
    String[] pairs = new String[24];
    for (int i = 0; i < 12; i++) {
      pairs[2 * i] = "autoscaler.harbours[" + (11 - i) + "].name";
      pairs[2 * i + 1] = "no" + (11 - i);
    }

    assertThat(harbours(Written.inFile(pairs)))
        .extracting(Harbour::name)
        .startsWith("no0", "no1", "no2")
        .endsWith("no10", "no11");
  }

  @Test
  void keys_of_objects_are_spelled_as_spring_boot_allows() {
    assertThat(
            harbours(
                Written.inFile(
                    "autoscaler.Harbours[0].NAME", "Kiel",
                    "autoscaler.harbours[0].openForMins", "1")))
        .containsExactly(new Harbour("Kiel", 2, Duration.ofMinutes(1), List.of(), List.of()));
  }

  @Test
  void each_missing_and_each_wrong_value_is_named_with_its_path_and_all_at_once() {
    assertThat(
            problems(
                Written.inFile(
                    "autoscaler.harbours[0].berths", "many",
                    "autoscaler.harbours[1].name", "Riga",
                    "autoscaler.harbours[1].open-for-mins", "1h",
                    "autoscaler.harbours[1].cranes[0].name", "Emma",
                    "autoscaler.harbours[1].cranes[2].name", "Otto")))
        .containsExactly(
            "autoscaler.harbours[0].name is missing",
            "autoscaler.harbours[0].berths is 'many', which is not a whole number  (from"
                + " autoscaler.harbours[0].berths in a file)",
            "autoscaler.harbours[1].open-for-mins is '1h', which is not a whole number  (from"
                + " autoscaler.harbours[1].open-for-mins in a file)",
            "autoscaler.harbours[1].cranes[1] is missing, but autoscaler.harbours[1].cranes[2] is"
                + " there");
    assertThat(findings.problems())
        .extracting(Problem::mend)
        .containsExactly(
            "Set autoscaler.harbours[0].name. What it is called.",
            "Write digits only, as in berths: 2, or unset it.",
            "Write digits only, as in open-for-mins: 5, or unset it.",
            "Number the elements of autoscaler.harbours[1].cranes from 0, without a gap.");
  }

  @ParameterizedTest
  @CsvSource({
    "autoscaler.harbours[0].nam, autoscaler.harbours[0].name",
    "autoscaler.harbours[3].cranes[1].title, autoscaler.harbours[3].cranes[1].name",
    "autoscaler.harbour[0].name, autoscaler.harbours",
    "autoscaler.harbours.name, autoscaler.harbours[0].name",
    "autoscaler.ships.name, autoscaler.ships",
    "autoscaler.ships[x], autoscaler.ships",
  })
  void a_key_that_nobody_knows_is_refused_with_the_nearest_one(String key, String nearest) {
    assertThat(problems(Written.inFile(key, "x")))
        .contains(key + " is no setting of ours  (from " + key + " in a file)");
    assertThat(findings.problems().getFirst().mend()).contains("Did you mean " + nearest + "?");
  }

  @ParameterizedTest
  @CsvSource({"autoscaler.harbours, [0]", "autoscaler.harbours[2], ''"})
  void a_text_in_the_place_of_an_object_is_refused(String key, String index) {
    assertThat(problems(Written.inFile(key, "Kiel")))
        .contains(key + " is a single text, where objects must be  (from " + key + " in a file)");
    assertThat(findings.problems().getFirst().mend())
        .isEqualTo(
            "Write "
                + key
                + index
                + " as an object with name, berths, open-for-mins, flags, cranes.");
  }

  @Test
  void an_empty_list_has_no_objects_and_no_problem() {
    assertThat(harbours(Written.inFile("autoscaler.harbours", ""))).isEmpty();
    assertThat(findings.problems()).isEmpty();
  }

  @Test
  void two_sources_that_disagree_about_one_field_are_a_problem_and_the_command_line_wins() {
    Written file =
        Written.inFile("autoscaler.harbours[0].name", "Kiel", "autoscaler.harbours[0].berths", "3");

    assertThat(harbours(file, Written.asArguments("autoscaler.harbours[0].berths", "4")))
        .containsExactly(new Harbour("Kiel", 4, Duration.ZERO, List.of(), List.of()));
    assertThat(findings.problems()).isEmpty();
    assertThat(problems(file, Written.inFile("autoscaler.harbours[0].berths", "5")))
        .singleElement()
        .asString()
        .startsWith("autoscaler.harbours[0].berths give two different values")
        .contains("'3' and '5'");
  }

  @Test
  void a_field_may_stand_in_a_file_of_its_own(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("name"), "Kiel\n");

    assertThat(harbours(Written.inFile("autoscaler.harbours[0].name-file", file.toString())))
        .extracting(Harbour::name)
        .containsExactly("Kiel");
    assertThat(problems(Written.inFile("autoscaler.harbours[0].name-file", directory + "/no")))
        .singleElement()
        .asString()
        .startsWith("autoscaler.harbours[0].name-file names the file")
        .contains("but there is no such file");
  }

  @Test
  void the_environment_reaches_settings_by_their_exact_names_and_no_object() {
    Tree tree =
        Tree.of(
            SCHEMA,
            List.of(
                Written.inTheEnvironment(
                    "SHIPS", "9",
                    "AUTOSCALER_SHIPS", "tcp://10.43.0.9:8080",
                    "autoscaler.harbours[0].name", "Kiel")));

    assertThat(tree.values()).extracting(Given::name).containsExactly("SHIPS");
    assertThat(tree.problems()).isEmpty();
  }
}
