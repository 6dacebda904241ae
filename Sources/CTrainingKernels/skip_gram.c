#include "skip_gram.h"
#include "generations.h"
#include <math.h>
#include <stddef.h>

// No vector is passed from one generation's code to another's: what takes or returns one is always inlined.
#pragma clang diagnostic ignored "-Wpsabi"

// Sixteen numbers: a cache line, and a register of AVX-512.
typedef float line __attribute__((vector_size(64), may_alias));
// A number for each of eight products.
typedef float eight __attribute__((vector_size(32)));
typedef int32_t eight_integers __attribute__((vector_size(32)));
typedef uint32_t eight_words __attribute__((vector_size(32)));
typedef uint64_t eight_longs __attribute__((vector_size(64)));

enum {
    LINE = 16,
    GROUP = 8,
    // The most lines of a row that stay in registers.
    WIDEST_TILE = 8,
    // By how many pairs rows are fetched ahead.
    AHEAD = 2,
};

#define ALWAYS_INLINE static inline __attribute__((always_inline))

// SplitMix64 (G. Steele, D. Lea, C. Flood, 2014): the n-th number is a function of state + n * RANDOM_STEP.
#define RANDOM_STEP 0x9E3779B97F4A7C15
#define MIX(MIXED)                                                                                                   \
    MIXED = (MIXED ^ (MIXED >> 30)) * 0xBF58476D1CE4E5B9;                                                            \
    MIXED = (MIXED ^ (MIXED >> 27)) * 0x94D049BB133111EB;                                                            \
    MIXED ^= MIXED >> 31;

ALWAYS_INLINE uint64_t next_random(uint64_t *state)
{
    uint64_t mixed = *state += RANDOM_STEP;
    MIX(mixed)
    return mixed;
}

int64_t skip_gram_width(int64_t negatives) { return (negatives + GROUP) / GROUP * GROUP; }

int64_t skip_gram_sentence(
    const skip_gram_model *model, const uint32_t *numbers, int64_t count, int64_t *place, uint64_t *random,
    uint32_t *sentence)
{
    int64_t length = 0, next = *place;
    uint64_t state = *random;
    while (next < count && length < SKIP_GRAM_SENTENCE) {
        const uint32_t word = numbers[next++];
        if (word == SKIP_GRAM_BORDER) break;
        sentence[length] = word;
        length += model->keep == NULL || next_random(&state) >> 32 <= model->keep[word];
    }
    *place = next;
    *random = state;
    return length;
}

// Writes words of noise behind the centre word of each pair, and the centre word in the places that are left. More are
// drawn than needed, as eight take no longer than two one by one.
ALWAYS_INLINE void fill_with_noise(const skip_gram_model *model, uint64_t *random, int64_t count, uint32_t *targets)
{
    const skip_gram_column *const noise = model->noise;
    const int64_t width = skip_gram_width(model->negatives);
    const eight_longs steps = (eight_longs){1, 2, 3, 4, 5, 6, 7, 8} * RANDOM_STEP;
    const eight_words places = {0, 1, 2, 3, 4, 5, 6, 7};
    uint64_t state = *random;
    for (int64_t pair = 0; pair < count; pair++) {
        uint32_t *const row = targets + pair * width;
        const uint32_t centre = row[0];
        for (int64_t group = 0; group < width; group += GROUP) {
            eight_longs bits = steps + state;
            MIX(bits)
            state += GROUP * RANDOM_STEP;
            const eight_longs columns = (bits >> 32) * (uint64_t)model->words >> 32;
            eight_words own, alias;
            for (int i = 0; i < GROUP; i++) {
                own[i] = noise[columns[i]].own;
                alias[i] = noise[columns[i]].alias;
            }
            const eight_words stays = (eight_words)(__builtin_convertvector(bits, eight_words) <= own);
            const eight_words drawn = (__builtin_convertvector(columns, eight_words) & stays) | (alias & ~stays);
            // 0 is the centre word's place; one less of it is larger than all others.
            const eight_words is_noise = (eight_words)(places + (uint32_t)group - 1 < (uint32_t)model->negatives);
            const eight_words chosen = (drawn & is_noise) | (centre & ~is_noise);
            __builtin_memcpy(row + group, &chosen, sizeof chosen);
        }
    }
    *random = state;
}

FOR_EVERY_GENERATION
static void draw_noise(const skip_gram_model *model, uint64_t *random, int64_t count, uint32_t *targets)
{
    fill_with_noise(model, random, count, targets);
}

int64_t skip_gram_collect(
    const skip_gram_model *model, const uint32_t *sentence, int64_t length, int64_t *centre, uint64_t *random,
    skip_gram_pairs *pairs)
{
    const int64_t width = skip_gram_width(model->negatives), most = 2 * model->window;
    int64_t count = 0, middle = *centre;
    for (; middle < length && count + most <= pairs->capacity; middle++) {
        const int64_t reach = 1 + (int64_t)((next_random(random) >> 32) * (uint64_t)model->window >> 32);
        const int64_t first = middle > reach ? middle - reach : 0;
        const int64_t last = middle + reach < length ? middle + reach : length - 1;
        for (int64_t place = first; place <= last; place++) {
            pairs->inputs[count] = sentence[place];
            pairs->targets[count * width] = sentence[middle];
            count += place != middle;
        }
    }
    *centre = middle;
    draw_noise(model, random, count, pairs->targets);
    return count;
}

// The sums of eight registers.
ALWAYS_INLINE eight add_across(const line sums[GROUP])
{
    eight half[GROUP];
    for (int i = 0; i < GROUP; i++)
        half[i] = __builtin_shufflevector(sums[i], sums[i], 0, 1, 2, 3, 4, 5, 6, 7)
            + __builtin_shufflevector(sums[i], sums[i], 8, 9, 10, 11, 12, 13, 14, 15);
    for (int i = 0; i < 4; i++)
        half[i] = __builtin_shufflevector(half[2 * i], half[2 * i + 1], 0, 8, 2, 10, 4, 12, 6, 14)
            + __builtin_shufflevector(half[2 * i], half[2 * i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
    for (int i = 0; i < 2; i++)
        half[i] = __builtin_shufflevector(half[2 * i], half[2 * i + 1], 0, 1, 8, 9, 4, 5, 12, 13)
            + __builtin_shufflevector(half[2 * i], half[2 * i + 1], 2, 3, 10, 11, 6, 7, 14, 15);
    return __builtin_shufflevector(half[0], half[1], 0, 1, 2, 3, 8, 9, 10, 11)
        + __builtin_shufflevector(half[0], half[1], 4, 5, 6, 7, 12, 13, 14, 15);
}

ALWAYS_INLINE eight choose(eight_integers mask, eight a, eight b)
{
    return (eight)(((eight_integers)a & mask) | ((eight_integers)b & ~mask));
}

// e^x for |x| <= 80, as 2^n 2^r with |r| <= 1/2 and Taylor's polynomial for 2^r: what is left out is below 1.3e-7.
ALWAYS_INLINE eight exponential(eight x)
{
    const eight scaled = x * 1.44269504f;
    const eight shifted = scaled + 12582912.0f;
    const eight r = scaled - (shifted - 12582912.0f);
    const eight_integers power = (eight_integers)shifted << 23;
    const eight square = r * r;
    const eight low = 1.0f + r * 0.693147181f;
    const eight middle = 0.240226507f + r * 0.0555041087f;
    const eight high = 0.00961812911f + r * (0.00133335581f + r * 0.000154035304f);
    const eight polynomial = low + square * (middle + square * high);
    return (eight)((eight_integers)polynomial + power);
}

// What is summed while pairs pass, in eight parts.
typedef struct {
    // The product of all σ, as a number in [1, 2) and a power of 2.
    eight product;
    eight_integers power;
    // NaN if a product was infinite or NaN, otherwise 0.
    eight check;
} running_sums;

// The derivatives of a pair's loss by its products, negative and times the rate. `first` is whether the first of the targets
// is the centre word.
ALWAYS_INLINE eight coefficients(eight products, const uint32_t *targets, uint32_t centre, bool first, float rate,
    running_sums *sums)
{
    const eight_integers own = {first ? -1 : 0};
    eight_integers words;
    __builtin_memcpy(&words, targets, sizeof words);
    const eight_integers counts = (words != (int32_t)centre) | own;
    // Towards which the centre word's product grows, and the others shrink.
    eight x = choose(own, products, -products);
    x = choose(x < 80, x, (eight){} + 80);
    x = choose(x > -80, x, (eight){} - 80);
    const eight e = exponential(x);
    const eight rest = 1 / (1 + e);
    const eight one = (eight){} + 1;
    sums->check += products * 0;
    sums->product *= choose(counts, e * rest, one);
    const eight_integers bits = (eight_integers)sums->product;
    sums->power += bits >> 23;
    sums->product = (eight)((bits & 0x7FFFFF) | 0x3F800000);
    return choose(counts, choose(own, rest, -rest) * rate, (eight){});
}

ALWAYS_INLINE void descend(
    const skip_gram_model *model, const skip_gram_pairs *pairs, int64_t count, float rate, running_sums *sums,
    const int tile, const int64_t tiles)
{
    const int64_t stride = tile * tiles;
    const int64_t targets = model->negatives + 1, width = skip_gram_width(model->negatives);
    line *const input = (line *)model->input, *const output = (line *)model->output;
    for (int64_t pair = 0; pair < count; pair++) {
        const int64_t later = pair + AHEAD < count ? pair + AHEAD : count - 1;
        // But for centre words, which come several times in a row.
        for (int64_t index = 1; index < targets; index++)
            for (int64_t j = 0; j < stride; j++)
                __builtin_prefetch(output + pairs->targets[later * width + index] * stride + j);
        for (int64_t j = 0; j < stride; j++) __builtin_prefetch(input + pairs->inputs[later] * stride + j);

        line *const row = input + pairs->inputs[pair] * stride;
        const uint32_t *const target = pairs->targets + pair * width;
        float steps[SKIP_GRAM_NEGATIVES + GROUP];
        for (int64_t group = 0; group < targets; group += GROUP) {
            line products[GROUP] = {};
            for (int64_t t = 0; t < tiles; t++) {
                line x[WIDEST_TILE];
                for (int j = 0; j < tile; j++) x[j] = row[t * tile + j];
                _Pragma("clang loop unroll(full)") for (int i = 0; i < GROUP; i++) {
                    if (group + i >= targets) break;
                    const line *const y = output + target[group + i] * stride + t * tile;
                    for (int j = 0; j < tile; j++) products[i] += x[j] * y[j];
                }
            }
            const eight step = coefficients(
                add_across(products), target + group, target[0], group == 0, rate, sums);
            __builtin_memcpy(steps + group, &step, sizeof step);
        }
        for (int64_t t = 0; t < tiles; t++) {
            line x[WIDEST_TILE], change[WIDEST_TILE];
            for (int j = 0; j < tile; j++) {
                x[j] = row[t * tile + j];
                change[j] = (line){};
            }
            for (int64_t index = 0; index < targets; index++) {
                line *const y = output + target[index] * stride + t * tile;
                for (int j = 0; j < tile; j++) {
                    const line old = y[j];
                    change[j] += steps[index] * old;
                    y[j] = old + steps[index] * x[j];
                }
            }
            // It is read again, as a target may be the same vector.
            for (int j = 0; j < tile; j++) row[t * tile + j] += change[j];
        }
    }
}

FOR_EVERY_GENERATION
void skip_gram_descend(
    const skip_gram_model *model, const skip_gram_pairs *pairs, int64_t count, float rate, skip_gram_sums *sums)
{
    running_sums running = {.product = (eight){} + 1};
#define CASE(TILE, TILES)                                                                                            \
    case TILE: descend(model, pairs, count, rate, &running, TILE, TILES); break;
    if (model->tiles == 1) {
        switch (model->tile) { CASE(1, 1) CASE(2, 1) CASE(3, 1) CASE(4, 1) CASE(5, 1) CASE(6, 1) CASE(7, 1) CASE(8, 1) }
    } else {
        switch (model->tile) { CASE(5, model->tiles) CASE(6, model->tiles) CASE(7, model->tiles) CASE(8, model->tiles) }
    }
    const int64_t groups = skip_gram_width(model->negatives) / GROUP;
    float check = 0;
    for (int i = 0; i < GROUP; i++) {
        sums->loss -= logf(running.product[i]) + (double)(running.power[i] - 127 * count * groups) * 0.69314718056;
        check += running.check[i];
    }
    sums->pairs += count;
    sums->finite = sums->finite && check == 0;
}

void skip_gram_train(
    const skip_gram_model *model, const uint32_t *numbers, int64_t count, uint64_t random, float rate, float slope,
    float least, uint32_t *sentence, skip_gram_pairs *pairs, skip_gram_sums *sums)
{
    int64_t place = 0;
    while (place < count) {
        const float lower = rate - slope * (float)place;
        const int64_t length = skip_gram_sentence(model, numbers, count, &place, &random, sentence);
        int64_t centre = 0;
        while (centre < length) {
            const int64_t made = skip_gram_collect(model, sentence, length, &centre, &random, pairs);
            skip_gram_descend(model, pairs, made, lower > least ? lower : least, sums);
        }
    }
}
