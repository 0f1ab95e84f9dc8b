# The servers our tests use besides our own: each of this start, on a private port, below $work, ended by its process.
# Sourced by with-services. Only packages that bring programs and no system service are installed.

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# Servers that refuse to run as root, and those that should not.
as_nobody() {
  if [ "$(id -u)" = 0 ]; then runuser -u nobody -- "$@"; else "$@"; fi
}

free_port() {
  node -e "const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close(); })"
}

new_password() {
  node -e "console.log(require('crypto').randomBytes(16).toString('hex'))"
}

# A folder only the servers and root need to enter.
data_folder() {
  mkdir "$work/$1"
  if [ "$(id -u)" = 0 ]; then chown nobody "$work/$1"; fi
}

# eventually SECONDS COMMAND...: until it succeeds.
eventually() {
  local tries=$(($1 * 10))
  shift
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep 0.1
  done
}

started=()
# started_as NAME PID SIGNAL
started_as() {
  echo "$1: process $2"
  started+=("$2 $3")
}

stop_services() {
  local each pid signal
  for each in "${started[@]}"; do
    read -r pid signal <<<"$each"
    kill "-$signal" "$pid" 2>/dev/null
  done
  for each in "${started[@]}"; do
    read -r pid signal <<<"$each"
    eventually 10 test ! -d "/proc/$pid" || kill -KILL "$pid" 2>/dev/null
  done
  started=()
}

apt_ready=
# apt PACKAGE...: the lists are fetched once.
apt() {
  export DEBIAN_FRONTEND=noninteractive
  echo "Installing $* ..."
  if [ -z "$apt_ready" ]; then
    as_root apt-get update -qq || echo 'apt-get update failed; trying with the lists there are' >&2
    apt_ready=yes
  fi
  as_root apt-get install -y -qq --no-install-recommends "$@" >>"$work/apt.log" 2>&1
}

find_postgres() {
  bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  [ -n "$bin" ] && [ -x "$bin/initdb" ]
}

install_postgres() {
  apt postgresql-common &&
    # Our own cluster is enough; the package would start another one.
    as_root sed -i 's/^#\?create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf &&
    apt postgresql
}

start_postgres() {
  find_postgres || install_postgres && find_postgres || return 1
  local port password data=$work/postgres
  port=$(free_port)
  password=$(new_password)
  data_folder postgres
  printf '%s\n' "$password" >"$work/postgres.password"
  chmod 644 "$work/postgres.password"
  (cd / && LC_ALL=C as_nobody "$bin/initdb" -D "$data" -U postgres -A scram-sha-256 \
    --pwfile="$work/postgres.password" -E UTF8 --locale=C -N) >"$work/postgres-initdb.log" 2>&1 || return 1
  (cd / && LC_ALL=C as_nobody "$bin/pg_ctl" -D "$data" -w -t 60 -l "$data/server.log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200" start) \
    >"$work/postgres.log" 2>&1 || return 1
  started_as "$("$bin/postgres" --version)" "$(head -n 1 "$data/postmaster.pid")" INT
  export PUSTAKA_TEST_POSTGRES_URL="postgresql://postgres:$password@127.0.0.1:$port/postgres"
  export PATH="$PATH:$bin"
}

start_mariadb() {
  export PATH="$PATH:/usr/sbin"
  command -v mariadbd >/dev/null || apt mariadb-server-core mariadb-client-core || return 1
  local port password data=$work/mariadb
  port=$(free_port)
  password=$(new_password)
  data_folder mariadb
  as_nobody mariadb-install-db --no-defaults --datadir="$data" --auth-root-authentication-method=normal \
    --skip-test-db >"$work/mariadb-install.log" 2>&1 || return 1
  cat >"$work/mariadb.sql" <<SQL
alter user root@localhost identified by '$password';
create user tests@127.0.0.1 identified by '$password';
grant all on *.* to tests@127.0.0.1 with grant option;
SQL
  chmod 644 "$work/mariadb.sql"
  as_nobody mariadbd --no-defaults --datadir="$data" --socket="$data/mariadb.sock" --pid-file="$data/mariadb.pid" \
    --port="$port" --bind-address=127.0.0.1 --skip-name-resolve --init-file="$work/mariadb.sql" --skip-log-bin \
    --innodb-flush-log-at-trx-commit=0 --innodb-buffer-pool-size=64M >"$work/mariadb.log" 2>&1 &
  eventually 60 mariadb --no-defaults -h 127.0.0.1 -P "$port" -u tests "-p$password" -e 'select 1' || return 1
  started_as "$(mariadbd --no-defaults --version)" "$(cat "$data/mariadb.pid")" TERM
  export PUSTAKA_TEST_MARIADB_URL="mysql://tests:$password@127.0.0.1:$port/"
}

# redis_on PORT [OPTION...]: in memory alone.
redis_on() {
  local port=$1
  shift
  data_folder "redis-$port"
  as_nobody "$work/redis-server" --port "$port" --bind 127.0.0.1 --save '' --appendonly no \
    --dir "$work/redis-$port" --pidfile "$work/redis-$port/pid" "$@" >"$work/redis-$port.log" 2>&1 &
  eventually 20 redis-cli -p "$port" ping || return 1
  started_as "Redis on $port" "$(cat "$work/redis-$port/pid")" TERM
}

cluster_is_up() {
  redis-cli -p "$1" cluster info | grep -q cluster_state:ok
}

start_redis() {
  command -v redis-check-rdb >/dev/null || apt redis-tools || return 1
  local port ports=()
  # Debian's server is such a link too, in a package of its own that brings a service; the program is in redis-tools.
  ln -s "$(command -v redis-check-rdb)" "$work/redis-server"
  port=$(free_port)
  redis_on "$port" || return 1
  export PUSTAKA_TEST_REDIS_URL="redis://127.0.0.1:$port"
  for _ in 1 2 3; do
    port=$(free_port)
    redis_on "$port" --cluster-enabled yes --cluster-port "$(free_port)" --cluster-node-timeout 2000 || return 1
    ports+=("$port")
  done
  redis-cli --cluster create "${ports[@]/#/127.0.0.1:}" --cluster-yes >"$work/redis-cluster.log" 2>&1 || return 1
  eventually 20 cluster_is_up "$port" || return 1
  PUSTAKA_TEST_REDIS_CLUSTER_URL=$(printf ',redis://127.0.0.1:%s' "${ports[@]}")
  export PUSTAKA_TEST_REDIS_CLUSTER_URL=${PUSTAKA_TEST_REDIS_CLUSTER_URL:1}
}

# The package brings a service; its program alone is taken out of it.
find_promtool() {
  local there
  there=$(command -v promtool)
  if [ -z "$there" ]; then
    [ -n "$apt_ready" ] || as_root apt-get update -qq
    mkdir "$work/prometheus"
    (cd "$work/prometheus" && apt-get download -qq prometheus && dpkg-deb -x ./*.deb .) >>"$work/apt.log" 2>&1 || return 1
    there=$work/prometheus/usr/bin/promtool
  fi
  "$there" --version >/dev/null 2>&1 || return 1
  export PUSTAKA_TEST_PROMTOOL=$there
}

# Reads MARC by another hand than ours, and serves Z39.50 (yaz-ztest).
find_yaz() {
  command -v yaz-marcdump >/dev/null || apt yaz
}

# A catalogue that speaks Z39.50 and SRU; the tests start it over records of their own.
find_zebra() {
  [ -d /usr/share/idzebra-2.0/tab ] && command -v zebrasrv >/dev/null && ls /usr/lib/*/idzebra-2.0/modules/mod-grs-marc.so >/dev/null 2>&1 ||
    apt idzebra-2.0-utils idzebra-2.0-common libidzebra-2.0-mod-grs-marc
}
