package io.pitwall.sink.jmx;

import io.pitwall.sink.shard.ShardStatus;
import java.util.function.Supplier;
import javax.management.AttributeList;
import javax.management.StandardMBean;

/** Reads the attributes that are asked for together from one status, even if a commit comes in between. On JMX's threads. */
final class ShardAtOnce extends StandardMBean {

    private final Supplier<ShardStatus> status;

    ShardAtOnce(Supplier<ShardStatus> status) {
        super(new ShardBean(status), ShardMXBean.class, true);
        this.status = status;
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        ShardStatus asked = status.get();
        return new StandardMBean(new ShardBean(() -> asked), ShardMXBean.class, true).getAttributes(names);
    }
}
