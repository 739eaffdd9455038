package io.github.ciautoscaler.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.bootstrap.ShellWords.NoWords;
import io.github.ciautoscaler.bootstrap.ShellWords.Word;
import io.github.ciautoscaler.fleet.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Nasty arguments by the hundred: whatever is rendered, a real shell must see what was meant. */
class ShellWordsTest {

  private static final int CASES = 600;

  private static final String[] PIECES = {
    "a",
    "--x=",
    "=",
    ",",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\\",
    "\\\n",
    "\"",
    "'",
    "\"b c\"",
    "'d e'",
    "#",
    " # gone",
    "$",
    "$HOME",
    "${A:-b}",
    "$(echo f)",
    "$((1 + 2))",
    "`echo g`",
    "%i",
    ": ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "*",
    "?",
    "!",
    "~",
    "@",
    "^",
    "é",
    "😀",
    "\\$",
    "\\\"",
    "\\'",
    "''",
    "\"\"",
    "&",
    "|",
    ";",
    "<",
    ">",
    "(",
    ")",
    "yes",
    "0x1",
    "\"$(echo \"h i\")\"",
    "\u0085",
    "\u2028",
    "\0"
  };

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash"})
  void whateverIsRenderedIsYamlWhoseScriptGivesTheAgentJustTheseWords(String shell)
      throws Exception {
    Random random = new Random(7);
    List<List<String>> meant = new ArrayList<>();
    int refused = 0;
    while (meant.size() < CASES) {
      String args = nasty(random);
      try {
        List<Word> words = ShellWords.of(args);
        Files.writeString(directory.resolve(meant.size() + ".sh"), agentScript(args));
        meant.add(words.stream().allMatch(Word::isKnown) ? texts(words) : List.of("expands"));
      } catch (NoWords e) {
        refused++;
        assertThat(rendered(args)).isEqualTo("refused");
      }
    }

    List<List<String>> seen = runAll(shell, CASES);

    assertThat(refused).isGreaterThan(CASES / 10);
    for (int i = 0; i < CASES; i++) {
      if (!meant.get(i).equals(List.of("expands"))) {
        assertThat(seen.get(i))
            .as(Files.readString(directory.resolve(i + ".sh")))
            .isEqualTo(meant.get(i));
      }
    }
    assertThat(meant).filteredOn(one -> one.size() > 1).hasSizeGreaterThan(CASES / 4);
  }

  @Test
  void readsWordsAsShDoes() throws Exception {
    Random random = new Random(11);
    List<List<String>> meant = new ArrayList<>();
    while (meant.size() < CASES) {
      String args = nasty(random);
      if (args.matches("(?s).*[\n\r#*?~\\[].*")) {
        continue; // here we differ on purpose
      }
      try {
        List<Word> words = ShellWords.of(args);
        if (words.stream().allMatch(Word::isKnown)) {
          Files.writeString(directory.resolve(meant.size() + ".sh"), "set -- agent " + args + "\n");
          meant.add(texts(words));
        }
      } catch (NoWords e) {
        // the other test's matter
      }
    }

    assertThat(runAll("sh", CASES)).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          a$(echo ')') b ~ 2
          $(echo # a comment ) ) x ~ 0
          "$(echo "b c")" d ~ 2
          $(echo $(echo `echo )`)) e ~ 2
          ${A:-'} '} f ~ 2
          a\\ b c\\"d ~ 2
          """)
  void findsTheEndOfAnExpansion(String args, int words) throws NoWords {
    if (words == 0) {
      assertThat(rendered(args)).isEqualTo("refused");
    } else {
      assertThat(ShellWords.of(args.replace("\\\\", "\\"))).hasSize(words);
    }
  }

  @Test
  void aThousandBracketsAreRefusedAndNotDrownedIn() {
    assertThat(rendered("$(" + "(".repeat(100_000))).isEqualTo("refused");
    assertThat(rendered("\"$(".repeat(100_000))).isEqualTo("refused");
  }

  @Test
  void aTokenAndLabelsOfAnyShapeArriveAsTheyAre() {
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      String token = nasty(random).replace("\0", "");
      Map<String, Object> config =
          new Yaml()
              .load(
                  Rendered.of(userData("", token))
                      .content("/etc/rancher/k3s/config.yaml.d/90-ci-autoscaler.yaml"));
      assertThat(config).containsEntry("token", token);
    }
  }

  private static String nasty(Random random) {
    StringBuilder text = new StringBuilder();
    int pieces = 1 + random.nextInt(9);
    for (int i = 0; i < pieces; i++) {
      // Most are tame, or nothing would pass.
      int of = random.nextInt(3) == 0 ? PIECES.length : 15;
      text.append(PIECES[random.nextInt(of)]);
    }
    return text.toString();
  }

  private static List<String> texts(List<Word> words) {
    return words.stream().map(Word::text).toList();
  }

  private static String agentScript(String args) {
    return Rendered.of(userData(args, "t")).content("/etc/ci-autoscaler/agent.sh");
  }

  private static String rendered(String args) {
    try {
      return userData(args, "t");
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("K3S_AGENT_ARGS ");
      return "refused";
    }
  }

  private static String userData(String args, String token) {
    return K3sUserData.render(
            new K3sJoin(
                "ci-runner-0a1b2c3d",
                null,
                List.of("10.0.0.2:6443"),
                "v1.34.2+k3s1",
                new Secret(token),
                args,
                Map.of(),
                new Setup(List.of(), false, Additions.NONE)))
        .reveal();
  }

  /** Checks each script's syntax, sources it, and answers what came behind the word "agent". */
  private List<List<String>> runAll(String shell, int count)
      throws IOException, InterruptedException {
    String loop =
        "i=0; while [ $i -lt "
            + count
            + " ]; do "
            + shell
            + " -n ./$i.sh || echo 'no shell script'; . ./$i.sh; shift; for word; do printf"
            + " '%s\\n' \"$word\"; done; echo '<end>'; i=$((i + 1)); done";
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(shell, "-c", loop)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    List<List<String>> answers = new ArrayList<>();
    List<String> current = new ArrayList<>();
    for (String line : Files.readAllLines(output)) {
      if (line.equals("<end>")) {
        answers.add(List.copyOf(current));
        current.clear();
      } else {
        current.add(line);
      }
    }
    return answers;
  }
}
