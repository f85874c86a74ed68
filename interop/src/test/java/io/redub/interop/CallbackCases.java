package io.redub.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.interop.api.Board;
import io.redub.interop.api.Description;
import io.redub.interop.api.Person;
import io.redub.interop.api.Watcher;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Cases about arguments that the provider calls back. */
final class CallbackCases {
    private final Board board;

    CallbackCases(Session session) {
        board = session.framework().refer(Wish.board().at(session.url()));
    }

    /** Remembers what it was shown. */
    private static final class Remembering implements Watcher {
        final List<String> seen = new CopyOnWriteArrayList<>();

        @Override
        public String hello(String name) {
            seen.add(name);
            return "hello " + name;
        }

        @Override
        public String seen(Person news) {
            seen.add(Description.of(news).toString());
            return "thanks";
        }
    }

    void theProviderCallsBackDuringTheCallAndAfterIt() {
        String name = UUID.randomUUID().toString();
        Remembering watcher = new Remembering();
        assertThat(board.watch(name, watcher)).isEqualTo("hello " + name);
        assertThat(board.tell(name, ValueCases.person("Al"))).isEqualTo("thanks");
        assertThat(watcher.seen)
                .containsExactly(name, Description.of(ValueCases.person("Al")).toString());
        assertThat(board.unwatch(watcher)).isTrue();
    }

    void aWatcherIsTakenBackAsTheSameObject() {
        Remembering first = new Remembering();
        Remembering second = new Remembering();
        board.watch("first", first);
        board.watch("second", second);
        assertThat(board.unwatch(first)).isTrue();
        assertThat(board.tell("second", ValueCases.person("Bo"))).isEqualTo("thanks");
        assertThat(first.seen).hasSize(1);
        assertThat(board.unwatch(second)).isTrue();
    }
}
