package io.redub.serialize.hessian2;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What SQLExceptions hold; apart from the others because a run time may lack java.sql. */
final class SqlThrowables {
    static final ThrowableBase BASE =
            new ThrowableBase(
                    SQLException.class,
                    ThrowableBase.parts("SQLState", String.class, "vendorCode", int.class),
                    e -> {
                        SQLException x = (SQLException) e;
                        return new @Nullable Object[] {x.getSQLState(), x.getErrorCode()};
                    },
                    null,
                    List.of(String.class, String.class, int.class),
                    List.of(ThrowableBase.MESSAGE, 0, 1));

    private SqlThrowables() {}
}
