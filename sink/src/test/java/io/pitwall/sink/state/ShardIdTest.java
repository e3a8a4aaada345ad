package io.pitwall.sink.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShardIdTest {

    private static final ShardId SHARD = new ShardId("crash", "rows", 2);

    @Test
    void namesAreThoseOfTheContract() {
        assertThat(SHARD.changelogTopic()).isEqualTo("pitwall-crash-rows-changelog");
        assertThat(SHARD.transactionalId()).isEqualTo("pitwall-crash-rows-2");
        assertThat(SHARD.directory(Path.of("state"))).isEqualTo(Path.of("state", "crash", "rows-2"));
        assertThat(SHARD).hasToString("rows-2");
    }
}
