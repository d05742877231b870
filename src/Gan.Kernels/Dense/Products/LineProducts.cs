using System.Runtime.CompilerServices;
using static Gan.Kernels.Panels;

namespace Gan.Kernels;

/// <summary>
/// to[i][j] = bias[j] + Σ over k of a[i][k] · b[k][j], or of b[j][k] where b lies turned: a linear layer, and the
/// gradient of its input. Items: panels of 32 columns, each packed by the thread that needs it.
/// </summary>
internal unsafe struct LineProducts<V, P> : IWork
    where V : unmanaged
    where P : struct, ILanes<V>
{
    [ThreadStatic]
    private static Scratch? scratch;

    private MatrixShape shape;
    private float* a;
    private float* b;
    private bool turned;
    private float* bias;
    private float* to;

    internal static void Run(MatrixShape shape, float* a, float* b, bool turned, float* bias, float* to)
    {
        var work = new LineProducts<V, P>
        {
            shape = shape,
            a = a,
            b = b,
            turned = turned,
            bias = bias,
            to = to,
        };
        Workers.Run(ref work, (shape.Columns + Panel - 1) / Panel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Do(nint from, nint end)
    {
        var panel = Scratch.Get(ref scratch, shape.Terms * Panel);
        var start = stackalloc float[Panel];
        for (var item = from; item < end; item++)
        {
            var first = item * Panel;
            var columns = Math.Min(Panel, shape.Columns - first);
            if (turned)
            {
                PanelProducts<V, P>.PackTransposed(b, shape.Terms, shape.Columns, first, panel);
            }
            else
            {
                PanelProducts<V, P>.Pack(b, shape.Terms, shape.Columns, first, panel);
            }
            for (nint i = 0; bias != null && i < columns; i++)
            {
                start[i] = bias[first + i];
            }
            for (nint row = 0; row < shape.Rows; row += Rows)
            {
                PanelProducts<V, P>.Times(
                    a + row * shape.Terms,
                    shape.Terms,
                    1,
                    Math.Min(Rows, shape.Rows - row),
                    panel,
                    shape.Terms,
                    start,
                    to + row * shape.Columns + first,
                    shape.Columns,
                    columns
                );
            }
        }
    }
}
