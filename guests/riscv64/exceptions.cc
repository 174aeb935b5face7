// C++: exceptions through frames, threads and destructors; run-time types; function objects; containers; iostreams.
#include <algorithm>
#include <condition_variable>
#include <exception>
#include <fstream>
#include <functional>
#include <future>
#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <typeinfo>
#include <vector>

static int alive;
struct Tracked {
  Tracked() { alive++; }
  Tracked(const Tracked &) { alive++; }
  ~Tracked() { alive--; }
};
struct Base { virtual ~Base() = default; virtual int value() const { return 1; } };
struct Left : virtual Base { int value() const override { return 2; } };
struct Right : virtual Base {};
struct Both : Left, Right { int value() const override { return Left::value() * 10; } };

static int deep(int n) {
  Tracked here;
  if (n == 0) throw std::out_of_range("at the bottom");
  try {
    return deep(n - 1) + 1;
  } catch (const std::out_of_range &e) {
    if (n % 3) throw;
    throw std::out_of_range(std::string(e.what()) + "!");
  }
}
static void nested() {
  try {
    throw std::runtime_error("inner");
  } catch (...) {
    std::throw_with_nested(std::logic_error("outer"));
  }
}
static thread_local Tracked per_thread;

int main() {
  try {
    deep(10);
  } catch (const std::exception &e) {
    std::cout << e.what() << ' ' << alive << '\n';
  }
  try {
    nested();
  } catch (const std::logic_error &e) {
    std::cout << e.what();
    try {
      std::rethrow_if_nested(e);
    } catch (const std::runtime_error &inner) {
      std::cout << " from " << inner.what() << '\n';
    }
  }
  int caught = 0;
  for (int i = 0; i < 2000; i++) {
    try {
      if (i % 2) throw i;
      throw std::string("text");
    } catch (int n) {
      caught += n;
    } catch (const std::string &s) {
      caught += s.size();
    }
  }
  std::cout << caught << '\n';
  std::unique_ptr<Base> both = std::make_unique<Both>();
  std::cout << both->value() << ' ' << (dynamic_cast<Right *>(both.get()) != nullptr) << ' '
            << (typeid(*both) == typeid(Both)) << ' ' << typeid(*both).name() << '\n';
  try {
    dynamic_cast<Left &>(*std::make_unique<Base>());
  } catch (const std::bad_cast &e) {
    std::cout << e.what() << '\n';
  }
  try {
    std::vector<int>(3).at(5);
  } catch (const std::out_of_range &e) {
    std::cout << e.what() << '\n';
  }
  try {
    std::vector<char> too_large(static_cast<std::size_t>(-1) / 4);
  } catch (const std::bad_alloc &e) {
    std::cout << e.what() << '\n';
  }

  std::promise<int> promise;
  std::thread thrower([&] {
    (void)per_thread;
    try {
      throw std::domain_error("in a thread");
    } catch (...) {
      promise.set_exception(std::current_exception());
    }
  });
  try {
    promise.get_future().get();
  } catch (const std::domain_error &e) {
    std::cout << e.what() << '\n';
  }
  thrower.join();
  std::vector<std::future<long>> parts;
  for (int i = 0; i < 4; i++)
    parts.push_back(std::async(std::launch::async, [i] {
      long sum = 0;
      for (int j = 0; j < 50000; j++) sum += j % (i + 2);
      return sum;
    }));
  for (auto &part : parts) std::cout << part.get() << ' ';
  std::mutex mutex;
  std::condition_variable changed;
  int turn = 0;
  std::string order;
  std::vector<std::thread> threads;
  for (int i = 0; i < 5; i++)
    threads.emplace_back([&, i] {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return turn == 4 - i; });
      order += static_cast<char>('a' + i);
      turn++;
      changed.notify_all();
    });
  for (auto &thread : threads) thread.join();
  std::cout << order << ' ' << alive << '\n';

  std::map<std::string, std::vector<int>> lengths;
  std::istringstream words("the quick brown fox jumps over the lazy dog");
  int at = 0;
  for (std::string word; words >> word; at++) lengths[word].push_back(at);
  for (const auto &[word, places] : lengths) std::cout << word << '@' << places.back() << ' ';
  std::cout << '\n'
            << std::hex << std::showbase << 255 << std::dec << std::setw(8) << std::setfill('*') << 42 << std::fixed
            << std::setprecision(3) << 3.14159 << ' ' << std::scientific << 1234.5 << std::boolalpha << true << '\n';
  std::ofstream("numbers.txt") << 1.5 << ' ' << 2 << " three";
  std::ifstream file("numbers.txt");
  double d;
  int i;
  std::string s;
  file >> d >> i >> s;
  std::cout << std::defaultfloat << d << i << s << file.eof() << ' ' << (file >> i ? "more" : "no more") << '\n';
  std::vector<int> numbers(5000);
  std::generate(numbers.begin(), numbers.end(), [n = 1u]() mutable { return (n = n * 69069 + 1) >> 16; });
  std::sort(numbers.begin(), numbers.end(), std::greater<>());
  std::function<int(int)> fibonacci = [&](int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); };
  std::cout << numbers[0] << ' ' << numbers[4999] << ' ' << fibonacci(15) << std::endl;
  std::set_terminate([] {
    std::cout << "terminated" << std::endl;
    std::_Exit(7);
  });
  []() noexcept { throw 1; }();
}
