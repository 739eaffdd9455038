package io.github.ciautoscaler.mutation;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles a file with a mistake in it against the classes as they were built. */
final class Planting {

  private static final Path SOURCES = Path.of("src/main/java/io/github/ciautoscaler");

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final StandardJavaFileManager files =
      compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);

  /**
   * Puts the spoiled classes into this directory, which goes before all others.
   *
   * @param mistakes in different files
   */
  void plant(List<Mistake> mistakes, Path into) throws IOException {
    List<Source> spoiled = new ArrayList<>();
    for (Mistake mistake : mistakes) {
      spoiled.add(new Source(mistake.file(), spoiled(mistake)));
    }
    Files.createDirectories(into);
    files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(into));
    StringWriter said = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                said,
                files,
                null,
                List.of("-proc:none", "-implicit:none", "-parameters", "-nowarn", "-g"),
                null,
                spoiled)
            .call();
    if (!compiled) {
      throw new IllegalStateException(
          mistakes.stream().map(Mistake::id).toList() + " do not compile: " + said);
    }
  }

  private static String spoiled(Mistake mistake) throws IOException {
    String source = Files.readString(SOURCES.resolve(mistake.file()));
    String spoiled = mistake.plantInto(source);
    if (spoiled.equals(source)) {
      throw new IllegalStateException(mistake.id() + ": nothing is changed");
    }
    return spoiled;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String file, String text) {
      super(URI.create("string:///io/github/ciautoscaler/" + file), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
