package io.redub.bench;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One person of the workload: twelve fields of the kinds that business objects have. */
public final class User implements Serializable {
    private static final long serialVersionUID = 1;

    private static final List<Integer> PERMISSIONS = List.of(1, 12, 123, 1_234, 12_345, 123_456);

    private long id;
    private @Nullable String name;
    private int sex;
    private @Nullable LocalDate birthday;
    private @Nullable String email;
    private @Nullable String mobile;
    private @Nullable String address;
    private @Nullable String icon;
    private @Nullable List<Integer> permissions;
    private int status;
    private @Nullable LocalDateTime createTime;
    private @Nullable LocalDateTime updateTime;

    public User() {}

    /** The user of this id, equal in every JVM; a new object in every part, as from a database. */
    static User sample(long id) {
        User user = new User();
        user.id = id;
        user.name = "Grace Brewster Hopper";
        user.sex = 1;
        user.birthday = LocalDate.of(1968, 12, 8);
        user.email = "grace.hopper@example.com";
        user.mobile = "+1 202 555 0143";
        user.address = "12 Harbour Street, Arlington, Virginia";
        user.icon = "https://img.example.com/users/grace-hopper/64x64.png";
        user.permissions = new ArrayList<>(PERMISSIONS);
        user.status = 3;
        user.createTime = LocalDateTime.of(2024, 2, 29, 23, 59, 58, 123_000_000);
        user.updateTime = LocalDateTime.of(2026, 10, 31, 12, 30, 15, 987_654_321);
        return user;
    }

    public long getId() {
        return id;
    }

    public void setId(long id) {
        this.id = id;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public int getSex() {
        return sex;
    }

    public void setSex(int sex) {
        this.sex = sex;
    }

    public @Nullable LocalDate getBirthday() {
        return birthday;
    }

    public void setBirthday(@Nullable LocalDate birthday) {
        this.birthday = birthday;
    }

    public @Nullable String getEmail() {
        return email;
    }

    public void setEmail(@Nullable String email) {
        this.email = email;
    }

    public @Nullable String getMobile() {
        return mobile;
    }

    public void setMobile(@Nullable String mobile) {
        this.mobile = mobile;
    }

    public @Nullable String getAddress() {
        return address;
    }

    public void setAddress(@Nullable String address) {
        this.address = address;
    }

    public @Nullable String getIcon() {
        return icon;
    }

    public void setIcon(@Nullable String icon) {
        this.icon = icon;
    }

    public @Nullable List<Integer> getPermissions() {
        return permissions;
    }

    public void setPermissions(@Nullable List<Integer> permissions) {
        this.permissions = permissions;
    }

    public int getStatus() {
        return status;
    }

    public void setStatus(int status) {
        this.status = status;
    }

    public @Nullable LocalDateTime getCreateTime() {
        return createTime;
    }

    public void setCreateTime(@Nullable LocalDateTime createTime) {
        this.createTime = createTime;
    }

    public @Nullable LocalDateTime getUpdateTime() {
        return updateTime;
    }

    public void setUpdateTime(@Nullable LocalDateTime updateTime) {
        this.updateTime = updateTime;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof User that
                && id == that.id
                && Objects.equals(name, that.name)
                && sex == that.sex
                && Objects.equals(birthday, that.birthday)
                && Objects.equals(email, that.email)
                && Objects.equals(mobile, that.mobile)
                && Objects.equals(address, that.address)
                && Objects.equals(icon, that.icon)
                && Objects.equals(permissions, that.permissions)
                && status == that.status
                && Objects.equals(createTime, that.createTime)
                && Objects.equals(updateTime, that.updateTime);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id);
    }

    @Override
    public String toString() {
        return "User[" + id + ", " + name + "]";
    }
}
