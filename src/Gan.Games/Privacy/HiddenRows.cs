using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>What a training with differential privacy shows of its rows to callbacks and metrics: how many there are,
/// and how wide. The game alone reads them.</summary>
internal sealed class HiddenRows(CsvTable table) : IDataset
{
    public string Name => table.Name;

    public string Unit => "rows";

    public long Count => table.Count;

    public IReadOnlyList<long> SampleShape => [table.Encoding.Width];

    public bool IsHidden => true;

    public ConditionSpec Condition => ConditionSpec.None;

    public Batch Read(Tensor indices, Device device) =>
        throw new InvalidOperationException(
            "The rows of a training with differential privacy are not shown: what reads them would spend of ε unseen. "
                + "Leave it out."
        );

    /// <summary>A batch that says no more than how many samples it has.</summary>
    public Batch Read(Tensor indices, Device device, BatchPlace place) =>
        new(zeros([Argument.NotNull(indices).shape[0], .. SampleShape], device: device), condition: null);

    public void Dispose() { }
}
