package io.redub.bench;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One page of a list: the large payload of the workload. */
public final class Page<T> implements Serializable {
    private static final long serialVersionUID = 1;

    private int pageNo;
    private int total;
    private @Nullable List<T> result;

    public Page() {}

    public Page(int pageNo, int total, List<T> result) {
        this.pageNo = pageNo;
        this.total = total;
        this.result = result;
    }

    public int getPageNo() {
        return pageNo;
    }

    public void setPageNo(int pageNo) {
        this.pageNo = pageNo;
    }

    public int getTotal() {
        return total;
    }

    public void setTotal(int total) {
        this.total = total;
    }

    public @Nullable List<T> getResult() {
        return result;
    }

    public void setResult(@Nullable List<T> result) {
        this.result = result;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Page<?> that
                && pageNo == that.pageNo
                && total == that.total
                && Objects.equals(result, that.result);
    }

    @Override
    public int hashCode() {
        return Objects.hash(pageNo, total, result);
    }

    @Override
    public String toString() {
        return "Page[" + pageNo + " of " + total + ", " + result + "]";
    }
}
