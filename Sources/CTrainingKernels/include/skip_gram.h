// The inner loops of skip-gram with negative sampling, as in T. Mikolov's word2vec.c (2013), in four stages: words of the
// text become sentences, sentences pairs of words with words of noise, and these change the vectors. Imported by
// Embeddings alone.
//
// They are compiled for several generations of x86-64 processors and the best is chosen when the program is loaded. The
// generations differ in rounding (fused multiply-add).
#pragma once
#include <stdbool.h>
#include <stdint.h>

/// Words of a sentence at most: longer ones are cut, as Mikolov's program does.
enum { SKIP_GRAM_SENTENCE = 1000 };
/// Words of noise with a pair at most.
enum { SKIP_GRAM_NEGATIVES = 255 };
/// What stands between documents in place of a word.
#define SKIP_GRAM_BORDER UINT32_MAX

/// A column of an alias table (A. Walker 1977): a word is drawn by a column, which is itself or its alias.
typedef struct {
    /// The column is its own word for 32 random bits up to this number.
    uint32_t own;
    uint32_t alias;
} skip_gram_column;

/// What training reads and changes.
typedef struct {
    /// A row for each word, aligned to 64 bytes: the vectors of context words. Never NULL.
    float *input;
    /// The same for centre words and noise; may be the same matrix.
    float *output;
    /// Numbers in a row: those of the vector, and zeros up to `tile * tiles` times 16.
    int64_t tile, tiles;
    /// How many words there are.
    int64_t words;
    /// A word of the text stays for 32 random bits up to its number here; NULL: all stay.
    const uint32_t *keep;
    /// A column for each word.
    const skip_gram_column *noise;
    /// The largest distance of a pair, at most SKIP_GRAM_SENTENCE.
    int64_t window;
    /// Words of noise with each pair.
    int64_t negatives;
} skip_gram_model;

/// Pairs of words with their noise.
typedef struct {
    /// How many fit: at least twice the window.
    int64_t capacity;
    /// The context words.
    uint32_t *inputs;
    /// For each pair `skip_gram_width` numbers: the centre word, the words of noise, and the centre word again.
    uint32_t *targets;
} skip_gram_pairs;

/// Sums over pairs.
typedef struct {
    /// Of -ln σ(x) for the pair and -ln σ(-x) for each word of noise.
    double loss;
    int64_t pairs;
    /// Whether all products were finite numbers.
    bool finite;
} skip_gram_sums;

/// The numbers of a pair in `targets`: with the negatives, a multiple of 8.
int64_t skip_gram_width(int64_t negatives);

/// Takes words from `numbers`, from `*place` on and moves it behind them, up to a border or until a sentence is full,
/// and leaves some out at random. Returns how many it put in `sentence`, which has room for SKIP_GRAM_SENTENCE.
int64_t skip_gram_sentence(
    const skip_gram_model *model, const uint32_t *numbers, int64_t count, int64_t *place, uint64_t *random,
    uint32_t *sentence);

/// Makes the pairs of centre words from `*centre` on, as many as fit, and moves it behind them. Each centre word is paired
/// with the words up to a distance that is drawn from 1 to the window, uniformly. Returns how many pairs there are.
int64_t skip_gram_collect(
    const skip_gram_model *model, const uint32_t *sentence, int64_t length, int64_t *centre, uint64_t *random,
    skip_gram_pairs *pairs);

/// Descends on `count` pairs one after the other. The words of noise that are the centre word do not count. All products
/// of a pair are formed before its vectors change.
void skip_gram_descend(
    const skip_gram_model *model, const skip_gram_pairs *pairs, int64_t count, float rate, skip_gram_sums *sums);

/// All of this for a piece of the text. The rate falls by `slope` with each of its numbers, down to `least`. `sentence` has
/// room for SKIP_GRAM_SENTENCE words.
void skip_gram_train(
    const skip_gram_model *model, const uint32_t *numbers, int64_t count, uint64_t random, float rate, float slope,
    float least, uint32_t *sentence, skip_gram_pairs *pairs, skip_gram_sums *sums);
