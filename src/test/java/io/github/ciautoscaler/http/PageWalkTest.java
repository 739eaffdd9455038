package io.github.ciautoscaler.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The order in which a list's pages are asked for and taken. */
@Timeout(60)
class PageWalkTest {

  /** A list of so many pages that promises so many, and goes on until its end. */
  private static class Book implements PageWalk.Pages<String> {

    final List<Integer> asked = new ArrayList<>();
    final List<String> taken = new ArrayList<>();
    private final int promised;
    private final int end;

    Book(int promised, int end) {
      this.promised = promised;
      this.end = end;
    }

    @Override
    public Mono<String> ask(int number) {
      return Mono.fromSupplier(() -> {
        asked.add(number);
        return "page " + number;
      });
    }

    @Override
    public int promised(String first) {
      return promised;
    }

    @Override
    public boolean take(int number, String page) {
      assertThat(page).isEqualTo("page " + number);
      taken.add(page);
      return number < end;
    }
  }

  /** Its pages after the first come when the test says so. */
  private static final class HeldBook extends Book {

    private final NavigableMap<Integer, Sinks.One<String>> waiting = new ConcurrentSkipListMap<>();

    HeldBook(int pages) {
      super(pages, pages);
    }

    @Override
    public Mono<String> ask(int number) {
      if (number == 1) {
        return super.ask(1);
      }
      Sinks.One<String> page = Sinks.one();
      return page.asMono()
          .doOnSubscribe(_ -> {
            asked.add(number);
            waiting.put(number, page);
            giveTheLatestOfFour();
          });
    }

    /** The newest first, so that order is the walk's doing. */
    private void giveTheLatestOfFour() {
      if (waiting.size() == PageWalk.AT_ONCE) {
        new TreeMap<>(waiting)
            .descendingMap()
            .forEach((number, page) -> {
              waiting.remove(number);
              page.tryEmitValue("page " + number).orThrow();
            });
      }
    }
  }

  @Test
  void a_list_of_one_page_costs_one_request() {
    Book book = new Book(1, 1);

    PageWalk.through(book, null);

    assertThat(book.asked).containsExactly(1);
  }

  @Test
  void every_page_is_taken_once_and_in_order() {
    Book book = new Book(100, 100);

    PageWalk.through(book, null);

    assertThat(book.taken).isEqualTo(pages(100));
  }

  @Test
  void four_pages_are_asked_for_at_once_and_taken_in_order_whichever_comes_first() {
    HeldBook book = new HeldBook(5);

    PageWalk.through(book, null);

    assertThat(book.asked).containsExactly(1, 2, 3, 4, 5);
    assertThat(book.taken).isEqualTo(pages(5));
  }

  @Test
  void a_list_that_ends_before_what_it_promised_is_left() {
    Book book = new Book(50, 3);

    PageWalk.through(book, null);

    assertThat(book.taken).isEqualTo(pages(3));
    assertThat(book.asked).hasSizeLessThanOrEqualTo(3 + PageWalk.AT_ONCE);
  }

  @Test
  void a_list_that_goes_on_after_what_it_promised_is_read_to_its_end() {
    Book book = new Book(2, 5);

    PageWalk.through(book, null);

    assertThat(book.taken).isEqualTo(pages(5));
    assertThat(book.asked).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void a_list_that_promises_nothing_is_read_page_by_page() {
    Book book = new Book(0, 3);

    PageWalk.through(book, null);

    assertThat(book.taken).isEqualTo(pages(3));
  }

  @Test
  void a_page_that_fails_ends_the_walk_and_those_before_it_were_taken() {
    Book book =
        new Book(9, 9) {
          @Override
          public Mono<String> ask(int number) {
            return number == 4 ? Mono.error(new IllegalStateException("torn")) : super.ask(number);
          }
        };

    assertThatThrownBy(() -> PageWalk.through(book, null)).hasMessage("torn");

    assertThat(book.taken).isEqualTo(pages(3));
  }

  @Test
  void a_walk_that_takes_too_long_is_given_up() {
    Book book =
        new Book(9, 9) {
          @Override
          public Mono<String> ask(int number) {
            return number == 3 ? Mono.never() : super.ask(number);
          }
        };

    assertThatThrownBy(() -> PageWalk.through(book, Duration.ofMillis(100)))
        .hasRootCauseInstanceOf(TimeoutException.class);

    assertThat(book.taken).isEqualTo(pages(2));
  }

  @Test
  void a_walk_that_is_interrupted_ends_and_leaves_the_thread_interrupted() {
    Book book =
        new Book(9, 9) {
          @Override
          public Mono<String> ask(int number) {
            if (number == 3) {
              Thread.currentThread().interrupt();
              return Mono.never();
            }
            return super.ask(number);
          }
        };

    Throwable thrown = catchThrowable(() -> PageWalk.through(book, null));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown).hasRootCauseInstanceOf(InterruptedException.class);
  }

  private static List<String> pages(int last) {
    return IntStream.rangeClosed(1, last).mapToObj(number -> "page " + number).toList();
  }
}
