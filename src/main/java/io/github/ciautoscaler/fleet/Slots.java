package io.github.ciautoscaler.fleet;

import java.util.List;

/**
 * How many jobs a machine may run at once, and which it runs. It is busy while any of them runs.
 *
 * @param count as many as its pool says
 * @param jobs what its runners run by the forge's word, and what runs somewhere and may run here
 * @param uses which jobs it was ever given, as far as they are counted
 */
public record Slots(int count, List<Job> jobs, Uses uses) {

  public Slots {
    jobs = List.copyOf(jobs);
  }

  /** Of a machine that may be given any number of jobs. */
  public Slots(int count, List<Job> jobs) {
    this(count, jobs, Uses.UNCOUNTED);
  }

  /**
   * How many more jobs a row can be given, by what the forge names. The forge does not tell a row's
   * capacity: the rows of a machine share its slots, and each has at least one.
   *
   * @param rows all of the machine
   */
  public int freeOf(Runner row, List<Runner> rows) {
    int free = capacityOf(row, rows);
    for (Job job : jobs) {
      if (job.runnerId() != null && job.runnerId() == row.id()) {
        free--;
      }
    }
    return Math.max(0, free);
  }

  /** How many jobs it is taken to run at once. One that ends with its first job: one. */
  public int capacityOf(Runner row, List<Runner> rows) {
    if (count == 1 || row.ephemeral()) {
      return 1;
    }
    int online = 0;
    int before = 0;
    for (Runner one : rows) {
      if (one.online()) {
        online++;
        before += one.id() < row.id() ? 1 : 0;
      }
    }
    int rest = before < count % Math.max(1, online) ? 1 : 0;
    return Math.max(1, count / Math.max(1, online) + rest);
  }
}
