// The one native door of Gan.Torch: libtorch's operators are found by name and called "boxed", with a stack of tagged
// values, so that this file knows no operator by name and builds against libtorch 1.13 to 2.x alike.
//
// Rules: every export is noexcept in effect. It catches everything, keeps the message for gt_error() and returns a
// status (0 = done), because an exception that crosses into managed code ends the process.
// A tensor handle is an owned c10::TensorImpl*; 0 stands for the undefined tensor.
#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/CPUGeneratorImpl.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/import.h>
#include <torch/version.h>
#include "convolutions.h"
#include "kernels.h"
#include "dense.h"
#include "rows.h"
#include <cstring>
#include <string>
#include <vector>
#include <malloc.h>

namespace {

#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 6)
template <typename T> using Optional = std::optional<T>;
#else
template <typename T> using Optional = c10::optional<T>; // a class of its own before 2.4
#endif

enum Tag : int64_t { None, TensorTag, Int, Double, Bool, IntList, DoubleList, TensorList, OptionalTensorList, String, DeviceTag, GeneratorTag, BoolList };

struct Value {
    int64_t tag;
    union { int64_t i; double d; void* p; };
    int64_t n; // length of a list or string; index of a device
};

struct Info { // what managed code reads most, in one call
    const int64_t* sizes;
    const int64_t* strides;
    int64_t dim, numel, dtype, device_type, device_index, requires_grad, is_leaf, contiguous, storage_bytes, defined;
};

thread_local std::string last_error;

template <typename F> int guarded(F&& body) noexcept {
    try { body(); return 0; }
    catch (const c10::Error& e) { try { last_error = e.what_without_backtrace(); } catch (...) {} }
    catch (const std::bad_alloc&) { try { last_error = "not enough memory"; } catch (...) {} }
    catch (const std::exception& e) { try { last_error = e.what(); } catch (...) {} }
    catch (...) { try { last_error = "unknown native exception"; } catch (...) {} }
    return 1;
}

// Takes part in the reference count; the handle stays its owner's.
at::Tensor borrow(void* handle) {
    if (!handle) return at::Tensor();
    auto* impl = static_cast<c10::TensorImpl*>(handle);
    return at::Tensor(c10::intrusive_ptr<c10::TensorImpl>::unsafe_reclaim_from_nonowning(impl));
}

void* release(at::Tensor t) { return t.defined() ? static_cast<void*>(t.unsafeReleaseTensorImpl()) : nullptr; }

std::vector<at::Tensor> borrow_all(void* const* handles, int64_t count) {
    std::vector<at::Tensor> all;
    all.reserve(count);
    for (int64_t i = 0; i < count; i++) all.push_back(borrow(handles[i]));
    return all;
}

c10::Device device_of(int64_t type, int64_t index) {
    return c10::Device(static_cast<c10::DeviceType>(type), static_cast<c10::DeviceIndex>(index));
}

c10::IValue to_ivalue(const Value& v) {
    switch (v.tag) {
        case None: return c10::IValue();
        case TensorTag: return borrow(v.p);
        case Int: return v.i;
        case Double: return v.d;
        case Bool: return v.i != 0;
        case IntList: { auto* p = static_cast<int64_t*>(v.p); return std::vector<int64_t>(p, p + v.n); }
        case DoubleList: { auto* p = static_cast<double*>(v.p); return std::vector<double>(p, p + v.n); }
        case BoolList: {
            auto* p = static_cast<int64_t*>(v.p);
            c10::List<bool> list;
            for (int64_t i = 0; i < v.n; i++) list.push_back(p[i] != 0);
            return list;
        }
        case TensorList: return borrow_all(static_cast<void**>(v.p), v.n);
        case OptionalTensorList: {
            c10::List<Optional<at::Tensor>> list;
            for (int64_t i = 0; i < v.n; i++) {
                void* h = static_cast<void**>(v.p)[i];
                list.push_back(h ? Optional<at::Tensor>(borrow(h)) : Optional<at::Tensor>());
            }
            return list;
        }
        case String: return std::string(static_cast<const char*>(v.p), v.n);
        case DeviceTag: return device_of(v.i, v.n);
        case GeneratorTag: return *static_cast<at::Generator*>(v.p);
        default: TORCH_CHECK(false, "unknown value tag ", v.tag);
    }
}

void** copy_handles(const std::vector<at::Tensor>& tensors) {
    auto** out = static_cast<void**>(std::malloc(sizeof(void*) * std::max<size_t>(tensors.size(), 1)));
    for (size_t i = 0; i < tensors.size(); i++) out[i] = release(tensors[i]);
    return out;
}

void from_ivalue(c10::IValue&& v, Value& out) {
    out.n = 0;
    out.i = 0;
    if (v.isTensor()) {
        auto t = std::move(v).toTensor();
        // Only a tensor with storage of its own adds bytes; views and results of in-place operators share theirs.
        if (t.defined() && t.has_storage() && t.use_count() == 1 && t.storage().use_count() == 1) out.n = static_cast<int64_t>(t.storage().nbytes());
        out.tag = TensorTag; out.p = release(std::move(t));
    }
    else if (v.isInt()) { out.tag = Int; out.i = v.toInt(); }
    else if (v.isDouble()) { out.tag = Double; out.d = v.toDouble(); }
    else if (v.isBool()) { out.tag = Bool; out.i = v.toBool(); }
    else if (v.isTensorList()) {
        auto tensors = v.toTensorVector();
        out.tag = TensorList; out.n = static_cast<int64_t>(tensors.size()); out.p = copy_handles(tensors);
    }
    else if (v.isTuple()) {
        std::vector<at::Tensor> tensors;
        for (const auto& e : v.toTuple()->elements()) tensors.push_back(e.toTensor());
        out.tag = TensorList; out.n = static_cast<int64_t>(tensors.size()); out.p = copy_handles(tensors);
    }
    else if (v.isNone()) out.tag = None;
    else TORCH_CHECK(false, "a result of kind ", v.tagKind(), " cannot be handed back");
}

const c10::impl::DeviceGuardImplInterface* guard_of(int64_t device_type) {
    auto type = static_cast<c10::DeviceType>(device_type);
    return c10::impl::hasDeviceGuardImpl(type) ? c10::impl::getDeviceGuardImpl(type) : nullptr;
}

} // namespace

#define EXPORT extern "C" __attribute__((visibility("default")))

EXPORT const char* gt_error() { return last_error.c_str(); }
EXPORT const char* gt_version() { return TORCH_VERSION; }
EXPORT void gt_free(void* memory) { std::free(memory); }

// Operators ------------------------------------------------------------------------------------------------------------

EXPORT int gt_op_find(const char* name, const char* overload, void** op, int64_t* arguments) {
    return guarded([&] {
        auto found = c10::Dispatcher::singleton().findSchema({name, overload});
        TORCH_CHECK(found.has_value(), "libtorch ", TORCH_VERSION, " has no operator ", name, ".", overload);
        *arguments = static_cast<int64_t>(found->schema().arguments().size());
        *op = new c10::OperatorHandle(*found); // one for the life of the process; managed code caches it
    });
}

// Arguments left out at the end take the schema's defaults, so that operators may grow arguments between versions.
EXPORT int gt_op_call(void* op, const Value* args, int64_t count, Value* results, int64_t capacity, int64_t* produced) {
    return guarded([&] {
        auto& handle = *static_cast<c10::OperatorHandle*>(op);
        const auto& formal = handle.schema().arguments();
        TORCH_CHECK(count <= static_cast<int64_t>(formal.size()), "takes ", formal.size(), " arguments, but got ", count);
        torch::jit::Stack stack;
        stack.reserve(formal.size());
        for (int64_t i = 0; i < count; i++) stack.push_back(to_ivalue(args[i]));
        for (size_t i = count; i < formal.size(); i++) {
            TORCH_CHECK(formal[i].default_value().has_value(), "argument '", formal[i].name(), "' is missing");
            stack.push_back(*formal[i].default_value());
        }
        handle.callBoxed(&stack);
        TORCH_CHECK(static_cast<int64_t>(stack.size()) <= capacity, "makes ", stack.size(), " results");
        *produced = static_cast<int64_t>(stack.size());
        for (size_t i = 0; i < stack.size(); i++) from_ivalue(std::move(stack[i]), results[i]);
    });
}

EXPORT int gt_conv_transpose2d(void* x, void* w, void* bias, int biased, const int64_t* stride, const int64_t* padding, const int64_t* output_padding, void** out) {
    return guarded([&] { *out = release(conv_transpose(borrow(x), borrow(w), biased ? borrow(bias) : at::Tensor(), pair(stride), pair(padding), pair(output_padding))); });
}

EXPORT int gt_conv2d(void* x, void* w, void* bias, int biased, const int64_t* stride, const int64_t* padding, void** out) {
    return guarded([&] { *out = release(conv(borrow(x), borrow(w), biased ? borrow(bias) : at::Tensor(), pair(stride), pair(padding))); }); // 0: libtorch's operator does it
}

EXPORT int gt_linear(void* x, void* w, void* bias, int biased, void** out) {
    return guarded([&] { *out = release(linear_layer(borrow(x), borrow(w), biased ? borrow(bias) : at::Tensor())); }); // 0: not for this path
}

EXPORT int gt_row_norm(void* x, void* w, void* b, void* mean, void* variance, int present, double share, double eps, void** out) {
    return guarded([&] {
        auto given = [&](void* t, int bit) { return present & bit ? borrow(t) : at::Tensor(); };
        *out = release(row_norm(borrow(x), given(w, 1), given(b, 2), given(mean, 4), given(variance, 8), share, eps));
    });
}

EXPORT int gt_largest_piece(void* x, void** out) { return guarded([&] { *out = release(largest_piece(borrow(x))); }); }

// Tensors --------------------------------------------------------------------------------------------------------------

EXPORT void gt_tensor_free(void* handle) {
    guarded([&] { if (handle) c10::intrusive_ptr<c10::TensorImpl>::reclaim(static_cast<c10::TensorImpl*>(handle)); });
}

EXPORT int gt_tensor_info(void* handle, Info* info) {
    return guarded([&] {
        auto t = borrow(handle);
        info->defined = t.defined();
        if (!t.defined()) return;
        bool strided = t.layout() == at::kStrided;
        info->sizes = t.sizes().data();
        info->strides = strided ? t.strides().data() : nullptr;
        info->dim = t.dim();
        info->numel = t.numel();
        info->dtype = static_cast<int64_t>(t.scalar_type());
        info->device_type = static_cast<int64_t>(t.device().type());
        info->device_index = t.device().index();
        info->requires_grad = t.requires_grad();
        info->is_leaf = t.is_leaf();
        info->contiguous = strided && t.is_contiguous();
        info->storage_bytes = t.has_storage() ? static_cast<int64_t>(t.storage().nbytes()) : 0;
    });
}

EXPORT int gt_tensor_data(void* handle, void** data) {
    return guarded([&] {
        auto t = borrow(handle);
        TORCH_CHECK(t.defined() && t.device().is_cpu(), "data can be read only of a defined tensor on the CPU");
        *data = t.data_ptr();
    });
}

// Copies `bytes` from `source`; libtorch owns the copy.
EXPORT int gt_tensor_from_memory(const void* source, int64_t bytes, const int64_t* sizes, int64_t dim, int64_t dtype, void** out) {
    return guarded([&] {
        auto t = at::empty(at::IntArrayRef(sizes, dim), at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype)));
        TORCH_CHECK(static_cast<int64_t>(t.nbytes()) == bytes, "shape ", t.sizes(), " of ", t.scalar_type(), " takes ", t.nbytes(), " bytes, but got ", bytes);
        if (bytes > 0) std::memcpy(t.data_ptr(), source, bytes);
        *out = release(std::move(t));
    });
}

EXPORT int gt_tensor_set_requires_grad(void* handle, int on) { return guarded([&] { borrow(handle).set_requires_grad(on != 0); }); }
EXPORT int gt_tensor_retain_grad(void* handle) { return guarded([&] { borrow(handle).retain_grad(); }); }
EXPORT int gt_tensor_grad(void* handle, void** grad) { return guarded([&] { *grad = release(borrow(handle).grad()); }); }
EXPORT int gt_tensor_set_grad(void* handle, void* grad) { return guarded([&] { borrow(handle).mutable_grad() = borrow(grad); }); }
EXPORT int gt_tensor_share(void* handle, void** out) { return guarded([&] { *out = release(borrow(handle)); }); }
// Gives the tensor another storage, sizes and dtype in place, so that optimisers and views of the object stay valid.
EXPORT int gt_tensor_set_data(void* handle, void* data) { return guarded([&] { borrow(handle).set_data(borrow(data)); }); }

// Optimisers -----------------------------------------------------------------------------------------------------------

EXPORT int gt_zero_grad(void* parameter) {
    return guarded([&] {
        auto p = borrow(parameter);
        at::NoGradGuard off;
        if (auto& g = p.mutable_grad(); g.defined()) (g.grad_fn() ? g.detach_() : g).zero_();
    });
}

// Adam or AdamW on one parameter in one pass, instead of the dozen that the formula takes operator by operator. `outcome`:
// 0 the parameter has no gradient, 1 done, -1 not for this path (another device, type or layout).
EXPORT int gt_adam_step(void* parameter, void* mean, void* square, const AdamConstants* constants, int64_t* outcome) {
    return guarded([&] {
        auto p = borrow(parameter), m = borrow(mean), v = borrow(square), g = p.grad();
        *outcome = g.defined() ? -1 : 0;
        if (!g.defined() || !p.is_cpu() || p.scalar_type() != at::kFloat || g.scalar_type() != at::kFloat || g.layout() != at::kStrided) return;
        TORCH_CHECK(m.sizes() == p.sizes() && v.sizes() == p.sizes(), "state of shape ", m.sizes(), " does not belong to a parameter of shape ", p.sizes());
        if (!p.is_non_overlapping_and_dense() || m.strides() != p.strides() || v.strides() != p.strides()) return;
        at::NoGradGuard off;
        if (g.strides() != p.strides()) g = at::empty_like(p).copy_(g);
        float *w = p.data_ptr<float>(), *mp = m.data_ptr<float>(), *vp = v.data_ptr<float>(), *gp = g.data_ptr<float>();
        auto run = [&](int64_t at, int64_t n) { adam_loop(w + at, mp + at, vp + at, gp + at, n, *constants); };
        if (p.numel() < at::internal::GRAIN_SIZE) run(0, p.numel());
        else in_parallel(p.numel(), at::internal::GRAIN_SIZE, [&](int64_t from, int64_t to) { run(from, to - from); });
        p.unsafeGetTensorImpl()->bump_version();
        *outcome = 1;
    });
}

// Autograd -------------------------------------------------------------------------------------------------------------

EXPORT int gt_backward(void* const* tensors, void* const* grads, int64_t count, int retain, int create, void* const* inputs, int64_t input_count) {
    return guarded([&] {
        torch::autograd::backward(borrow_all(tensors, count), grads ? borrow_all(grads, count) : std::vector<at::Tensor>(), retain != 0,
                                  create != 0, borrow_all(inputs, input_count));
    });
}

EXPORT int gt_grad(void* const* outputs, int64_t count, void* const* grads, void* const* inputs, int64_t input_count, int retain, int create,
                   int allow_unused, void** results) {
    return guarded([&] {
        auto out = torch::autograd::grad(borrow_all(outputs, count), borrow_all(inputs, input_count),
                                         grads ? borrow_all(grads, count) : std::vector<at::Tensor>(), retain != 0, create != 0, allow_unused != 0);
        for (size_t i = 0; i < out.size(); i++) results[i] = release(out[i]);
    });
}

EXPORT int gt_grad_mode() { return at::GradMode::is_enabled(); }
EXPORT void gt_set_grad_mode(int on) { guarded([&] { at::GradMode::set_enabled(on != 0); }); }
EXPORT void* gt_inference_mode(int on) { void* g = nullptr; guarded([&] { g = new c10::InferenceMode(on != 0); }); return g; }
EXPORT void gt_inference_mode_end(void* g) { guarded([&] { delete static_cast<c10::InferenceMode*>(g); }); }

// Random numbers ---------------------------------------------------------------------------------------------------------

EXPORT int gt_generator_new(uint64_t seed, int64_t device_type, int64_t device_index, void** out) {
    return guarded([&] {
        auto device = device_of(device_type, device_index);
        auto g = device.is_cpu() ? at::detail::createCPUGenerator(seed) : at::globalContext().defaultGenerator(device).clone();
        if (!device.is_cpu()) g.set_current_seed(seed);
        *out = new at::Generator(std::move(g));
    });
}

EXPORT int gt_generator_default(void** out) { return guarded([&] { *out = new at::Generator(at::detail::getDefaultCPUGenerator()); }); }
EXPORT void gt_generator_free(void* g) { guarded([&] { delete static_cast<at::Generator*>(g); }); }

template <typename F> int locked(void* g, F&& body) {
    return guarded([&] {
        auto& generator = *static_cast<at::Generator*>(g);
        std::lock_guard<std::mutex> lock(generator.mutex());
        body(generator);
    });
}

EXPORT int gt_generator_seed(void* g, uint64_t seed) { return locked(g, [&](at::Generator& r) { r.set_current_seed(seed); }); }
EXPORT int gt_generator_initial_seed(void* g, uint64_t* seed) { return locked(g, [&](at::Generator& r) { *seed = r.current_seed(); }); }
EXPORT int gt_generator_state(void* g, void** state) { return locked(g, [&](at::Generator& r) { *state = release(r.get_state()); }); }
EXPORT int gt_generator_set_state(void* g, void* state) { return locked(g, [&](at::Generator& r) { r.set_state(borrow(state)); }); }
EXPORT int gt_manual_seed(uint64_t seed) { return guarded([&] { at::manual_seed(seed); }); }

// The machine ------------------------------------------------------------------------------------------------------------

EXPORT int gt_num_threads() { int n = 0; guarded([&] { n = at::get_num_threads(); }); return n; }
EXPORT int gt_set_num_threads(int n) { return guarded([&] { at::set_num_threads(n); }); }

EXPORT int gt_device_count(int64_t device_type, int64_t* count) {
    return guarded([&] { auto* g = guard_of(device_type); *count = g ? g->deviceCount() : 0; });
}

EXPORT int gt_synchronize(int64_t device_type, int64_t index) {
    return guarded([&] {
        auto* g = guard_of(device_type);
        TORCH_CHECK(g, "this libtorch has no support for the device");
        auto device = index < 0 ? g->getDevice() : device_of(device_type, index);
        g->getStream(device).synchronize(); // everything here runs on the current stream
    });
}

EXPORT int gt_allow_tf32(int cudnn, int set, int value) {
    int now = 0;
    guarded([&] {
        auto& c = at::globalContext();
        if (set && cudnn) c.setAllowTF32CuDNN(value != 0);
        if (set && !cudnn) c.setAllowTF32CuBLAS(value != 0);
        now = cudnn ? c.allowTF32CuDNN() : c.allowTF32CuBLAS();
    });
    return now;
}

// Keeps large buffers in the heap from one step to the next instead of mapping and clearing them afresh each time.
EXPORT void gt_keep_large_buffers() {
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 512 << 20);
}

// TorchScript --------------------------------------------------------------------------------------------------------------

EXPORT int gt_jit_load(const char* path, int64_t device_type, int64_t device_index, void** module, int* training) {
    return guarded([&] {
        auto loaded = torch::jit::load(path, device_of(device_type, device_index));
        *training = loaded.is_training();
        *module = new torch::jit::Module(std::move(loaded));
    });
}

EXPORT void gt_jit_free(void* module) { guarded([&] { delete static_cast<torch::jit::Module*>(module); }); }
EXPORT int gt_jit_train(void* module, int on) { return guarded([&] { static_cast<torch::jit::Module*>(module)->train(on != 0); }); }

EXPORT int gt_jit_call(void* module, const char* method, const Value* args, int64_t count, Value* result) {
    return guarded([&] {
        torch::jit::Stack inputs;
        for (int64_t i = 0; i < count; i++) inputs.push_back(to_ivalue(args[i]));
        from_ivalue(static_cast<torch::jit::Module*>(module)->get_method(method)(std::move(inputs)), *result);
    });
}

// kind 0: parameters, 1: buffers. Names are joined by '\n'; both blocks are freed with gt_free.
EXPORT int gt_jit_tensors(void* module, int kind, char** names, void*** tensors, int64_t* count) {
    return guarded([&] {
        auto& m = *static_cast<torch::jit::Module*>(module);
        std::string joined;
        std::vector<at::Tensor> found;
        auto add = [&](const std::string& name, const at::Tensor& t) { joined += name + "\n"; found.push_back(t); };
        if (kind == 0) for (const auto& p : m.named_parameters()) add(p.name, p.value);
        else for (const auto& b : m.named_buffers()) add(b.name, b.value);
        *names = strdup(joined.c_str());
        *tensors = copy_handles(found);
        *count = static_cast<int64_t>(found.size());
    });
}
