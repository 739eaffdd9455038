package io.github.ciautoscaler.replay;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads a trace from CSV, also one packed by gzip. A wrong line is told by its number. */
final class TraceFile {

  static final String HEADER = "submitted_at_epoch_s,duration_s,label,repo,name";

  private static final int FIELDS = 5;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  /** Longer than any forge lets a job run; more is a wrong unit. */
  private static final long LONGEST_SECONDS = Duration.ofDays(35).toSeconds();

  private TraceFile() {}

  static JobTrace read(Path path) {
    try (InputStream in = unpacked(Files.newInputStream(path));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return read(String.valueOf(path.getFileName()), lines);
    } catch (NoSuchFileException missing) {
      throw new BadInput("There is no file " + path + ".", "Look at its path.");
    } catch (IOException unreadable) {
      throw new BadInput(
          path + " cannot be read: " + unreadable.getMessage() + ".",
          "It must be CSV in UTF-8, plain or packed by gzip.");
    }
  }

  private static InputStream unpacked(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw);
    in.mark(2);
    boolean packed = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
    in.reset();
    return packed ? new GZIPInputStream(in) : in;
  }

  static JobTrace read(String name, BufferedReader lines) throws IOException {
    if (!HEADER.equals(lines.readLine())) {
      throw new BadInput(name + " has another first line.", "It must be " + HEADER + ".");
    }
    List<PastJob> jobs = new ArrayList<>();
    int number = 1;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isBlank()) {
        jobs.add(job(name + ":" + number, line));
      }
    }
    return new JobTrace(name, jobs);
  }

  private static PastJob job(String where, String line) {
    try {
      List<String> fields = CsvLine.fields(line);
      if (fields.size() != FIELDS) {
        throw new BadInput(
            "It has " + fields.size() + " fields.",
            "Write five: " + HEADER + "; put a field that holds a comma in quotes.");
      }
      return new PastJob(
          Instant.ofEpochSecond(number("submitted_at_epoch_s", fields.get(0), Long.MAX_VALUE)),
          Duration.ofSeconds(number("duration_s", fields.get(1), LONGEST_SECONDS)),
          fields.get(2),
          fields.get(3),
          fields.get(4));
    } catch (BadInput bad) {
      throw bad.at(where);
    }
  }

  private static long number(String field, String text, long most) {
    try {
      long value = Long.parseLong(text.strip());
      if (value >= 0 && value <= Math.min(most, Instant.MAX.getEpochSecond())) {
        return value;
      }
    } catch (NumberFormatException noNumber) {
      // Said below, as for one out of range.
    }
    throw new BadInput(
        field + " is '" + text + "'.", "Write whole seconds, 0 or more, as in 1588690374 or 90.");
  }
}
