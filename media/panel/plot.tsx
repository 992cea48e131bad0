import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';

interface PlotProps {
  /** A new object makes a new plot; new data alone is drawn into the one that is there. */
  readonly options: Omit<uPlot.Options, 'width' | 'height'>;
  readonly data: uPlot.AlignedData;
  readonly height: number;
  /** The plot in words: a canvas tells a screen reader nothing. */
  readonly label: string;
  readonly onReady?: (plot: uPlot | null) => void;
}

/** A uPlot that keeps the width of the element that it stands in. */
export function Plot({ options, data, height, label, onReady }: PlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const newest = useRef(data);
  newest.current = data;

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const size = () => ({ width: Math.max(120, element.clientWidth), height });
    const made = new uPlot({ ...options, ...size() }, newest.current, element);
    plot.current = made;
    onReady?.(made);
    const observer = new ResizeObserver(() => {
      if (made.width !== size().width) made.setSize(size());
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      onReady?.(null);
      plot.current = null;
      made.destroy();
    };
  }, [options, height]);

  useEffect(() => {
    if (plot.current !== null && plot.current.data !== data) plot.current.setData(data);
  }, [data]);

  return <div ref={host} class="plot" role="img" aria-label={label} />;
}
