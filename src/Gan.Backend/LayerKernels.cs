using System.ComponentModel;
using System.Runtime.ExceptionServices;

namespace Gan;

/// <summary>
/// The one seam of the kernels: whoever computes a layer asks <see cref="Current"/> first. The room Gan.Kernels answers
/// where the program has it. The environment variable GAN_KERNELS=0 turns it off for the process, and
/// <see cref="Use"/> for a while on one thread.
/// </summary>
public static class LayerKernels
{
    // By name, because nothing refers to that room: a program without it computes everything by libtorch.
    private const string Room = "Gan.Kernels.ProcessorKernels, Gan.Kernels";

    private static readonly Lazy<ILayerKernels?> Kernels = new(Find);

    [ThreadStatic]
    private static bool off;

    [ThreadStatic]
    private static bool inputGradientsOnly;

    [ThreadStatic]
    private static Exception? failure;

    /// <summary>The kernels for this thread; null where everything goes to libtorch.</summary>
    public static ILayerKernels? Current => off ? null : Kernels.Value;

    /// <summary>
    /// Throws what went wrong in a kernel during a backward pass of this thread, once. Whoever calls <c>backward</c> or
    /// <c>autograd.grad</c> asks afterwards; otherwise the next kernel throws it. Gradients are missing then.
    /// </summary>
    public static void ThrowIfFailed()
    {
        if (failure is not { } first)
        {
            return;
        }
        failure = null;
        ExceptionDispatchInfo.Throw(first);
    }

    /// <summary>Keeps an exception for <see cref="ThrowIfFailed"/>; the first counts.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Fail(Exception exception) => failure ??= exception;

    /// <summary>Whether backward passes of this thread need no gradients
    /// of weights (see <see cref="ForInputGradients"/>).</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static bool InputGradientsOnly => inputGradientsOnly;

    /// <summary>
    /// Until the result is disposed, this thread uses the kernels or leaves everything to libtorch. What went wrong in
    /// a kernel before is thrown afterwards and not meanwhile; what goes wrong meanwhile is not thrown afterwards.
    /// </summary>
    // So the failure of a pass that another exception ended, before anybody asked, is never taken for another's.
    public static IDisposable Use(bool kernels)
    {
        var offBefore = off;
        var failureBefore = failure;
        off = !kernels;
        failure = null;
        return new Restoration(() =>
        {
            off = offBefore;
            failure = failureBefore;
        });
    }

    /// <summary>
    /// Until the result is disposed, backward passes of this thread leave out the gradients of weights. For gradient
    /// penalties, which ask for the gradient of an input alone; libtorch's own operators know that without being told.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static IDisposable ForInputGradients()
    {
        var before = inputGradientsOnly;
        inputGradientsOnly = true;
        return new Restoration(() => inputGradientsOnly = before);
    }

    private static ILayerKernels? Find()
    {
        if (Environment.GetEnvironmentVariable("GAN_KERNELS") == "0")
        {
            return null;
        }
        return Type.GetType(Room, throwOnError: false) is { } type
            ? (ILayerKernels?)Activator.CreateInstance(type)
            : null;
    }

    private sealed class Restoration(Action restore) : IDisposable
    {
        public void Dispose() => restore();
    }
}
